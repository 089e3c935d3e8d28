// Live chats as cases, in Swahili.

import type { session as English } from "../english/session.ts";

export const session: typeof English = {
  session: {
    statuses: {
      ai: "Kwa msaidizi",
      waiting: "Kwenye foleni",
      assigned: "Kwa mhudumu",
      abandoned: "Ametoka kwenye foleni",
      ended: "Yamekwisha",
    },
    end: "Maliza mazungumzo",
    release: "Rudisha kwenye foleni",
    transfer: "Hamisha",
    endAsk: "Umalize mazungumzo haya?",
    endLead: (name) => `${name} hataweza kuandika tena humo. Hayawezi kufunguliwa tena.`,
    ended: "Mazungumzo yamekwisha.",
    released: "Yamerudi kwenye foleni.",
    started: "Yalianza",
    endedAt: "Yalikwisha",
    about: "Mazungumzo haya",
    over: "Mazungumzo haya yamekwisha. Hakuna kinachoweza kuandikwa tena.",
    greeting: (organisation) => `Habari! Hapa ni ${organisation}. Tukusaidie nini?`,
    said: {
      assistant_hands_over: "Ninamwita mtu kutoka kwenye timu.",
      assistant_nobody_free: "Wote wana shughuli sasa. Acha ujumbe, tutakujibu hapa haraka iwezekanavyo.",
      assistant_message_kept: "Asante. Timu imepata ujumbe wako na itajibu hapa.",
      session_queued: "Inasubiri mhudumu mwingine",
      session_ended: "Mazungumzo yalikwisha",
    },
  },
};
