// The lists: the inbox, and who works now, in Arabic.

import { counting } from "../counting.ts";
import type { inbox as English } from "../english/inbox.ts";
import { isolated } from "../names.ts";

const counted = counting("ar");

export const inbox: typeof English = {
  inbox: {
    title: "صندوق الوارد",
    search: "البحث في التذاكر",
    searchPlaceholder: "ابحث عن طلب أو علامة أو صانع محتوى…",
    filters: "عوامل التصفية",
    filtersActive: (count) =>
      counted(count, {
        zero: "عوامل التصفية",
        one: "عوامل التصفية، واحد مفعّل",
        two: "عوامل التصفية، اثنان مفعّلان",
        few: "عوامل التصفية، # مفعّلة",
        many: "عوامل التصفية، # مفعّلًا",
        other: "عوامل التصفية، # مفعّل",
      }),
    clear: "مسح عوامل التصفية",
    saved: "عوامل التصفية المحفوظة",
    save: "حفظ عوامل التصفية هذه…",
    saveTitle: "حفظ عوامل التصفية هذه",
    saveLead: "العرض وعوامل التصفية والترتيب والبحث، كما هي الآن.",
    saveName: "الاسم",
    saveHint: "إذا كان الاسم موجودًا فسيأخذ عوامل التصفية هذه.",
    deleteSaved: "حذف عوامل تصفية محفوظة…",
    deleteOne: (name) => `حذف «${isolated(name)}»`,
    noneSaved: "لم يبقَ شيء.",
    status: "الحالة",
    priority: "الأولوية",
    only: "فقط",
    unreadOnly: "غير المقروءة",
    waitingOnly: "في انتظار ردّنا",
    labels: "الوسوم",
    sort: "الترتيب",
    sortedBy: (sort) => `الترتيب: ${sort}`,
    total: (count) =>
      counted(count, {
        zero: "لا تذاكر",
        one: "تذكرة واحدة",
        two: "تذكرتان",
        few: "# تذاكر",
        many: "# تذكرة",
        other: "# تذكرة",
      }),
    none: "لا شيء هنا",
    noneFound: "لا توجد تذكرة تطابق عوامل التصفية هذه.",
    failed: "تعذّر تحميل القائمة.",
    unread: (count) =>
      counted(count, {
        zero: "لا رسائل غير مقروءة",
        one: "رسالة واحدة غير مقروءة",
        two: "رسالتان غير مقروءتين",
        few: "# رسائل غير مقروءة",
        many: "# رسالة غير مقروءة",
        other: "# رسالة غير مقروءة",
      }),
    mentions: (count) =>
      counted(count, {
        zero: "لا ملاحظات غير مقروءة تشير إليك",
        one: "ملاحظة واحدة غير مقروءة تشير إليك",
        two: "ملاحظتان غير مقروءتين تشيران إليك",
        few: "# ملاحظات غير مقروءة تشير إليك",
        many: "# ملاحظة غير مقروءة تشير إليك",
        other: "# ملاحظة غير مقروءة تشير إليك",
      }),
    noMessages: "لا توجد رسائل بعد",
    you: "أنت",
    attachment: "مرفق",
  },
  live: {
    title: "مباشر",
    lead: "من يعمل على ماذا، الآن.",
    present: "الحاضرون",
    waiting: "في انتظار رد",
    answered: "تم الرد",
    open: "التذاكر المفتوحة",
    longest: "أطول انتظار",
    loads: "عبء كل وكيل",
    loadOf: (name, load, capacity) => `${isolated(name)}: ${load} من ${capacity}`,
    waitingTickets: "الأطول انتظارًا",
    nobodyWaits: "لا أحد ينتظر",
    nobodyWaitsLead: "تلقّى كل طرف ردًا.",
    noAgents: "لا يوجد وكلاء بعد",
    load: "العبء",
  },
};
