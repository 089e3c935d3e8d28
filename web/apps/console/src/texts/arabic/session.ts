// Signing in, in Arabic.

import type { session as English } from "../english/session.ts";

export const session: typeof English = {
  login: {
    title: "تسجيل الدخول إلى Liaison",
    lead: "للوكلاء وقادة الفرق والمسؤولين.",
    email: "البريد الإلكتروني",
    password: "كلمة المرور",
    show: "إظهار كلمة المرور",
    hide: "إخفاء كلمة المرور",
    submit: "تسجيل الدخول",
    wrong: "البريد الإلكتروني أو كلمة المرور غير صحيحة.",
    tooMany: (minutes: number) =>
      minutes === 2
        ? "محاولات فاشلة كثيرة. حاول مرة أخرى بعد دقيقتين."
        : minutes <= 10
          ? `محاولات فاشلة كثيرة. حاول مرة أخرى بعد ${minutes} دقائق.`
          : `محاولات فاشلة كثيرة. حاول مرة أخرى بعد ${minutes} دقيقة.`,
    notStaff: "هذا الحساب ليس من حسابات فريق العمل.",
    deactivated: "تم تعطيل هذا الحساب.",
    unsupported: "لا يوفّر هذا الخادم تسجيل الدخول إلى لوحة الدعم. ربما كان إصدارًا أقدم.",
    ended: "تم تسجيل خروجك. سجّل الدخول لتتابع من حيث توقفت؛ مسوداتك محفوظة.",
    starting: "جارٍ تسجيل دخولك",
  },
};
