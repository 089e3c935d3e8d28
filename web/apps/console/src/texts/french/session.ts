// Live chats as cases, in French.

import type { session as English } from "../english/session.ts";

export const session: typeof English = {
  session: {
    statuses: {
      ai: "Avec l’assistant",
      waiting: "Dans la file d’attente",
      assigned: "Avec un agent",
      abandoned: "A quitté la file",
      ended: "Terminée",
    },
    end: "Terminer la discussion",
    release: "Remettre dans la file",
    transfer: "Transférer",
    endAsk: "Terminer cette discussion ?",
    endLead: (name) => `${name} ne pourra plus y écrire. Elle ne peut pas être rouverte.`,
    ended: "Discussion terminée.",
    released: "De retour dans la file.",
    started: "Commencée",
    endedAt: "Terminée",
    about: "Cette discussion",
    over: "Cette discussion est terminée. On ne peut plus y écrire.",
    greeting: (organisation) => `Bonjour ! Ici ${organisation}. Que pouvons-nous faire pour vous ?`,
    said: {
      assistant_hands_over: "Je fais venir quelqu’un de l’équipe.",
      assistant_nobody_free:
        "Tout le monde est occupé. Laissez un message, nous répondrons ici dès que possible.",
      assistant_message_kept: "Merci. L’équipe a votre message et répondra ici.",
      session_queued: "En attente d’un autre agent",
      session_ended: "La discussion est terminée",
    },
  },
};
