// The lists: the inbox, and who works now, in Swahili.

import { counting } from "../counting.ts";
import type { inbox as English } from "../english/inbox.ts";

const counted = counting("sw");

export const inbox: typeof English = {
  inbox: {
    title: "Kikasha",
    search: "Tafuta tiketi",
    searchPlaceholder: "Tafuta oda, chapa, mtayarishi…",
    filters: "Vichujio",
    filtersActive: (count: number) =>
      counted(count, { one: "Vichujio, # kinatumika", other: "Vichujio, # vinatumika" }),
    clear: "Ondoa vichujio",
    saved: "Vichujio vilivyohifadhiwa",
    save: "Hifadhi vichujio hivi…",
    saveTitle: "Hifadhi vichujio hivi",
    saveLead: "Mwonekano, vichujio, mpangilio na utafutaji, kama vilivyo sasa.",
    saveName: "Jina",
    saveHint: "Jina ambalo tayari lipo litapewa vichujio hivi.",
    deleteSaved: "Futa vichujio vilivyohifadhiwa…",
    deleteOne: (name: string) => `Futa “${name}”`,
    noneSaved: "Hakuna vilivyobaki.",
    status: "Hali",
    priority: "Kipaumbele",
    only: "Onyesha tu",
    unreadOnly: "Zisizosomwa",
    waitingOnly: "Zinazotusubiri",
    labels: "Lebo",
    sort: "Panga kwa",
    sortedBy: (sort: string) => `Zimepangwa kwa: ${sort}`,
    total: (count: number) => counted(count, { one: "Tiketi #", other: "Tiketi #" }),
    none: "Hakuna kitu hapa",
    noneFound: "Hakuna tiketi inayolingana na vichujio hivi.",
    failed: "Orodha haikuweza kupakiwa.",
    unread: (count: number) => counted(count, { one: "Ujumbe # haujasomwa", other: "Jumbe # hazijasomwa" }),
    mentions: (count: number) =>
      counted(count, {
        one: "Dokezo # ambalo hujasoma linakutaja",
        other: "Madokezo # ambayo hujasoma yanakutaja",
      }),
    noMessages: "Bado hakuna jumbe",
    you: "Wewe",
    attachment: "Kiambatisho",
  },
  live: {
    title: "Moja kwa moja",
    lead: "Nani anashughulikia nini, sasa hivi.",
    present: "Waliopo",
    waiting: "Zinazosubiri jibu",
    answered: "Zilizojibiwa",
    open: "Tiketi wazi",
    longest: "Muda mrefu zaidi wa kusubiri",
    loads: "Mzigo wa kila mhudumu",
    loadOf: (name: string, load: number, capacity: number) => `${name}: ${load} kati ya ${capacity}`,
    waitingTickets: "Wanaosubiri zaidi",
    nobodyWaits: "Hakuna anayesubiri",
    nobodyWaitsLead: "Kila mtu amejibiwa.",
    noAgents: "Bado hakuna wahudumu",
    load: "Mzigo",
  },
};
