// Live chats as cases, in Portuguese.

import type { session as English } from "../english/session.ts";

export const session: typeof English = {
  session: {
    statuses: {
      ai: "Com o assistente",
      waiting: "Na fila",
      assigned: "Com um agente",
      abandoned: "Saiu da fila",
      ended: "Encerrado",
    },
    end: "Encerrar chat",
    release: "Devolver à fila",
    transfer: "Transferir",
    endAsk: "Encerrar este chat?",
    endLead: (name) => `${name} não poderá mais escrever nele. Ele não pode ser reaberto.`,
    ended: "Chat encerrado.",
    released: "De volta à fila.",
    started: "Iniciado",
    endedAt: "Encerrado",
    about: "Este chat",
    over: "Este chat foi encerrado. Não é mais possível escrever.",
    greeting: (organisation) => `Olá! Aqui é ${organisation}. Como podemos ajudar?`,
    said: {
      assistant_hands_over: "Vou chamar alguém da equipe para você.",
      assistant_nobody_free:
        "Todos estão ocupados agora. Deixe uma mensagem e responderemos aqui assim que possível.",
      assistant_message_kept: "Obrigado. A equipe recebeu sua mensagem e responderá aqui.",
      session_queued: "Aguardando outro agente",
      session_ended: "O chat foi encerrado",
    },
  },
};
