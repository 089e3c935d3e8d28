// One's own wishes, in Hindi.

import type { preferences as English } from "../english/preferences.ts";

export const preferences: typeof English = {
  preferences: {
    title: "मेरी पसंद",
    lead: "ये सेटिंग आपकी हैं, और दूसरे कंप्यूटरों पर भी आपके साथ रहती हैं।",
    appearance: "दिखावट",
    theme: "थीम",
    themes: { system: "सिस्टम", light: "हल्की", dark: "गहरी" },
    language: "भाषा",
    notices: "सूचनाएँ",
    sound: "ध्वनि",
    soundHint: "जब ऐसा संदेश आए जो आपके सामने न हो, तब हल्की ध्वनि।",
    testSound: "सुनें",
    desktop: "डेस्कटॉप सूचनाएँ",
    desktopHint: "जब यह टैब पीछे हो।",
    desktopAllow: "अनुमति दें",
    desktopDenied: "ब्राउज़र ने इस पेज की सूचनाएँ रोक रखी हैं। ब्राउज़र की सेटिंग में अनुमति दें।",
    desktopMissing: "इस ब्राउज़र में सूचनाओं की सुविधा नहीं है।",
    writing: "लिखना",
    enterSends: "Enter से भेजें",
    enterSendsHint: (keys: string) => `बंद हो तो: Enter से नई पंक्ति शुरू होती है, ${keys} से संदेश जाता है।`,
    notKept: "आपकी पसंद सर्वर पर नहीं सहेजी जा सकी। वह इस ब्राउज़र में सुरक्षित है।",
    on: "चालू",
    off: "बंद",
  },
};
