// Live chats as cases, in Spanish.

import type { session as English } from "../english/session.ts";

export const session: typeof English = {
  session: {
    statuses: {
      ai: "Con el asistente",
      waiting: "En la cola",
      assigned: "Con un agente",
      abandoned: "Dejó la cola",
      ended: "Terminado",
    },
    end: "Terminar chat",
    release: "Devolver a la cola",
    transfer: "Transferir",
    endAsk: "¿Terminar este chat?",
    endLead: (name) => `${name} ya no podrá escribir en él. No se puede volver a abrir.`,
    ended: "Chat terminado.",
    released: "De nuevo en la cola.",
    started: "Iniciado",
    endedAt: "Terminado",
    about: "Este chat",
    over: "Este chat ha terminado. Ya no se puede escribir.",
    greeting: (organisation) => `¡Hola! Somos ${organisation}. ¿En qué podemos ayudarte?`,
    said: {
      assistant_hands_over: "Voy a avisar a alguien del equipo.",
      assistant_nobody_free:
        "Ahora todos están ocupados. Deja un mensaje y te responderemos aquí lo antes posible.",
      assistant_message_kept: "Gracias. El equipo tiene tu mensaje y responderá aquí.",
      session_queued: "Espera a otro agente",
      session_ended: "El chat ha terminado",
    },
  },
};
