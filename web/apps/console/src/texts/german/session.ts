// Live chats as cases, in German.

import type { session as English } from "../english/session.ts";

export const session: typeof English = {
  session: {
    statuses: {
      ai: "Beim Assistenten",
      waiting: "In der Warteschlange",
      assigned: "Bei einem Agenten",
      abandoned: "Hat die Warteschlange verlassen",
      ended: "Beendet",
    },
    end: "Chat beenden",
    release: "Zurück in die Warteschlange",
    transfer: "Weitergeben",
    endAsk: "Diesen Chat beenden?",
    endLead: (name) => `${name} kann darin nicht mehr schreiben. Er lässt sich nicht wieder öffnen.`,
    ended: "Chat beendet.",
    released: "Wieder in der Warteschlange.",
    started: "Begonnen",
    endedAt: "Beendet",
    about: "Dieser Chat",
    over: "Dieser Chat ist beendet. Es kann nichts mehr geschrieben werden.",
    greeting: (organisation) => `Hallo! Hier ist ${organisation}. Was können wir für Sie tun?`,
    said: {
      assistant_hands_over: "Ich hole jemanden aus dem Team für Sie.",
      assistant_nobody_free:
        "Gerade ist niemand frei. Hinterlassen Sie eine Nachricht, wir antworten hier so bald wie möglich.",
      assistant_message_kept: "Danke. Das Team hat Ihre Nachricht und antwortet hier.",
      session_queued: "Wartet auf einen anderen Agenten",
      session_ended: "Der Chat wurde beendet",
    },
  },
};
