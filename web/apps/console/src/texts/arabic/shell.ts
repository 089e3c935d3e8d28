// What is around every page: the ways between pages, the palette, the keys, the connection, in Arabic.

import { counting } from "../counting.ts";
import type { shell as English } from "../english/shell.ts";
import { isolated } from "../names.ts";

const counted = counting("ar");

export const shell: typeof English = {
  navigation: {
    main: "القائمة الرئيسية",
    inbox: "صندوق الوارد",
    live: "مباشر",
    templates: "القوالب",
    labels: "الوسوم",
    staff: "فريق العمل",
    keys: "مفاتيح API",
    settings: "الإعدادات",
    activity: "سجل النشاط",
    preferences: "التفضيلات",
    search: "البحث والأوامر",
    help: "اختصارات لوحة المفاتيح",
    skip: "الانتقال إلى المحتوى",
  },
  connection: {
    offline: "غير متصل.",
    reconnecting: "جارٍ إعادة الاتصال…",
    reconnectingIn: (seconds) =>
      counted(seconds, {
        zero: "جارٍ إعادة الاتصال…",
        one: "إعادة الاتصال بعد ثانية واحدة…",
        two: "إعادة الاتصال بعد ثانيتين…",
        few: "إعادة الاتصال بعد # ثوانٍ…",
        many: "إعادة الاتصال بعد # ثانية…",
        other: "إعادة الاتصال بعد # ثانية…",
      }),
    now: "حاول الآن",
    refused: "انتهت جلستك.",
    restored: "عاد الاتصال. لم يفُتك شيء.",
    stale: "قد يكون ما تراه قديمًا إلى أن يعود الاتصال. ما تكتبه محفوظ وسيُرسل عندها.",
  },
  you: {
    menu: (name, status) => `${isolated(name)}، ${status}. قائمتك`,
    status: "الحالة",
    statuses: { available: "متاح", busy: "مشغول", away: "بعيد", offline: "غير متصل" },
    autoAway: "تم تغيير حالتك إلى «بعيد» بسبب الخمول.",
    signOut: "تسجيل الخروج",
    unknown: "الحالة غير معروفة",
  },
  palette: {
    title: "البحث والأوامر",
    placeholder: "ابحث عن تذكرة أو رسالة أو أمر…",
    none: "لم يُعثر على شيء.",
    tickets: "التذاكر",
    messages: "الرسائل",
    goTo: "الانتقال إلى",
    doThis: "إجراءات",
    theme: (name) => `السمة: ${name}`,
    status: (name) => `تغيير حالتي إلى «${name}»`,
  },
  help: {
    title: "اختصارات لوحة المفاتيح",
    anywhere: "في أي مكان",
    inTicket: "في التذكرة",
    writing: "أثناء الكتابة",
    names: {
      palette: "البحث والأوامر",
      help: "هذه القائمة",
      nextTicket: "التذكرة التالية",
      previousTicket: "التذكرة السابقة",
      search: "البحث في القائمة",
      close: "إغلاق المفتوح والعودة إلى القائمة",
      nextPane: "القسم التالي: العلامة، صانع المحتوى، الملاحظات",
      reply: "الكتابة إلى الطرف",
      note: "كتابة ملاحظة",
      resolve: "حل",
      resolveNext: "حل والانتقال إلى التالية",
      details: "التفاصيل",
      snooze: "تأجيل",
      send: "إرسال",
      newline: "سطر جديد",
      template: "القوالب",
      mention: "الإشارة إلى زميل في ملاحظة",
      insert: "إدراج المختار",
    },
  },
  notices: {
    newMessage: (name) => `رسالة جديدة من ${isolated(name)}`,
    mentioned: (name) => `أشار إليك ${isolated(name)} في ملاحظة`,
    snoozeOver: (ticket) => `انتهى تأجيل ${isolated(ticket)}`,
    titleCount: (count, page) => `(${count}) ${page}`,
  },
};
