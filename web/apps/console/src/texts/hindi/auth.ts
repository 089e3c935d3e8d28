// Signing in, in Hindi.

import type { auth as English } from "../english/auth.ts";

export const auth: typeof English = {
  login: {
    title: "Liaison में साइन इन करें",
    lead: "एजेंट, टीम लीड और एडमिन के लिए।",
    email: "ई-मेल",
    password: "पासवर्ड",
    show: "पासवर्ड दिखाएँ",
    hide: "पासवर्ड छिपाएँ",
    submit: "साइन इन करें",
    wrong: "ई-मेल या पासवर्ड ग़लत है।",
    tooMany: (minutes: number) => `बहुत ज़्यादा असफल प्रयास हुए। ${minutes} मिनट बाद फिर कोशिश करें।`,
    notStaff: "यह किसी स्टाफ़ सदस्य का खाता नहीं है।",
    deactivated: "यह खाता निष्क्रिय कर दिया गया है।",
    unsupported: "इस सर्वर पर कंसोल में साइन इन की सुविधा नहीं है। शायद इसका वर्ज़न पुराना है।",
    ended: "आप साइन आउट हो गए हैं। वहीं से जारी रखने के लिए साइन इन करें; आपके ड्राफ़्ट सुरक्षित हैं।",
    starting: "साइन इन हो रहा है",
  },
};
