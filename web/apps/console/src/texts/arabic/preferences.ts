// One's own wishes, in Arabic.

import type { preferences as English } from "../english/preferences.ts";
import { isolated } from "../names.ts";

export const preferences: typeof English = {
  preferences: {
    title: "التفضيلات",
    lead: "خاصة بك، وتجدها على أي جهاز آخر.",
    appearance: "المظهر",
    theme: "السمة",
    themes: { system: "النظام", light: "فاتح", dark: "داكن" },
    language: "اللغة",
    notices: "التنبيهات",
    sound: "الصوت",
    soundHint: "نغمة خافتة عند وصول رسالة لا تنظر إليها.",
    testSound: "تشغيل",
    desktop: "إشعارات سطح المكتب",
    desktopHint: "ما دامت علامة التبويب هذه في الخلفية.",
    desktopAllow: "السماح",
    desktopDenied: "يرفض المتصفح إشعارات هذه الصفحة. اسمح بها في إعداداته.",
    desktopMissing: "لا يوفّر هذا المتصفح الإشعارات.",
    writing: "الكتابة",
    enterSends: "الإرسال بمفتاح Enter",
    enterSendsHint: (keys) => `عند الإيقاف: يبدأ Enter سطرًا جديدًا، ويُرسل ${isolated(keys)}.`,
    notKept: "تعذّر حفظ تفضيلاتك على الخادم. وهي محفوظة في هذا المتصفح.",
    on: "تشغيل",
    off: "إيقاف",
  },
};
