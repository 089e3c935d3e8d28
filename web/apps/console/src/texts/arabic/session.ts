// Live chats as cases, in Arabic.

import type { session as English } from "../english/session.ts";
import { isolated } from "../names.ts";

export const session: typeof English = {
  session: {
    statuses: {
      ai: "لدى المساعد",
      waiting: "في قائمة الانتظار",
      assigned: "لدى موظف",
      abandoned: "غادر قائمة الانتظار",
      ended: "منتهية",
    },
    end: "إنهاء المحادثة",
    release: "إعادة إلى قائمة الانتظار",
    transfer: "تحويل",
    endAsk: "هل تريد إنهاء هذه المحادثة؟",
    endLead: (name) => `لن يتمكّن ${isolated(name)} من الكتابة فيها بعد الآن. لا يمكن إعادة فتحها.`,
    ended: "انتهت المحادثة.",
    released: "عادت إلى قائمة الانتظار.",
    started: "بدأت",
    endedAt: "انتهت",
    about: "هذه المحادثة",
    over: "انتهت هذه المحادثة. لا يمكن كتابة المزيد.",
    greeting: (organisation) => `مرحبًا! هنا ${isolated(organisation)}. كيف يمكننا مساعدتك؟`,
    said: {
      assistant_hands_over: "أستدعي لك أحد أفراد الفريق.",
      assistant_nobody_free: "الجميع مشغولون الآن. اترك رسالة وسنردّ عليك هنا في أقرب وقت.",
      assistant_message_kept: "شكرًا لك. وصلت رسالتك إلى الفريق وسيردّ عليك هنا.",
      session_queued: "في انتظار موظف آخر",
      session_ended: "انتهت المحادثة",
    },
  },
};
