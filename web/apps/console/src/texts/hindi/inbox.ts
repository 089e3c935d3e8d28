// The lists: the inbox, and who works now, in Hindi.

import { counting } from "../counting.ts";
import type { inbox as English } from "../english/inbox.ts";

const counted = counting("hi");

export const inbox: typeof English = {
  inbox: {
    title: "इनबॉक्स",
    search: "टिकट खोजें",
    searchPlaceholder: "ऑर्डर, ब्रांड, क्रिएटर खोजें…",
    filters: "फ़िल्टर",
    filtersActive: (count: number) => `फ़िल्टर, ${count} चालू`,
    clear: "फ़िल्टर हटाएँ",
    saved: "सहेजे गए फ़िल्टर",
    save: "ये फ़िल्टर सहेजें…",
    saveTitle: "ये फ़िल्टर सहेजें",
    saveLead: "व्यू, फ़िल्टर, क्रम और खोज, जैसे वे अभी हैं।",
    saveName: "नाम",
    saveHint: "यह नाम पहले से हो, तो उसके पुराने फ़िल्टर की जगह ये आ जाएँगे।",
    deleteSaved: "सहेजे गए फ़िल्टर हटाएँ…",
    deleteOne: (name: string) => `“${name}” हटाएँ`,
    noneSaved: "अब कोई फ़िल्टर नहीं बचा।",
    status: "स्थिति",
    priority: "प्राथमिकता",
    only: "केवल",
    unreadOnly: "अपठित",
    waitingOnly: "हमारे उत्तर की प्रतीक्षा में",
    labels: "लेबल",
    sort: "क्रम",
    sortedBy: (sort: string) => `क्रम: ${sort}`,
    total: (count: number) => counted(count, { one: "# टिकट", other: "# टिकट" }),
    none: "यहाँ कुछ नहीं है",
    noneFound: "इन फ़िल्टर से कोई टिकट नहीं मिला।",
    failed: "सूची लोड नहीं हो सकी।",
    unread: (count: number) => counted(count, { one: "# अपठित संदेश", other: "# अपठित संदेश" }),
    mentions: (count: number) =>
      counted(count, { one: "# अपठित नोट में आपका उल्लेख", other: "# अपठित नोट में आपका उल्लेख" }),
    noMessages: "अभी कोई संदेश नहीं",
    you: "आप",
    attachment: "अटैचमेंट",
  },
  live: {
    title: "लाइव",
    lead: "इस समय कौन किस पर काम कर रहा है।",
    present: "मौजूद",
    waiting: "उत्तर की प्रतीक्षा में",
    answered: "उत्तर दिया गया",
    open: "खुले टिकट",
    longest: "सबसे लंबी प्रतीक्षा",
    loads: "हर एजेंट का काम",
    loadOf: (name: string, load: number, capacity: number) => `${name}: ${capacity} में से ${load}`,
    waitingTickets: "सबसे लंबी प्रतीक्षा किसकी",
    nobodyWaits: "कोई प्रतीक्षा में नहीं",
    nobodyWaitsLead: "सबको उत्तर मिल चुका है।",
    noAgents: "अभी कोई एजेंट नहीं है",
    load: "काम",
  },
};
