// The lists: the inbox, and who works now, in German.

import { counting } from "../counting.ts";
import type { inbox as English } from "../english/inbox.ts";

const counted = counting("de");

export const inbox: typeof English = {
  inbox: {
    title: "Posteingang",
    search: "Tickets durchsuchen",
    searchPlaceholder: "Auftrag, Marke, Creator suchen…",
    filters: "Filter",
    filtersActive: (count) => `Filter, ${count} aktiv`,
    clear: "Filter zurücksetzen",
    saved: "Gespeicherte Filter",
    save: "Diese Filter speichern…",
    saveTitle: "Diese Filter speichern",
    saveLead: "Ansicht, Filter, Sortierung und Suche, wie sie jetzt sind.",
    saveName: "Name",
    saveHint: "Gibt es den Namen schon, erhält er diese Filter.",
    deleteSaved: "Gespeicherte Filter löschen…",
    deleteOne: (name) => `„${name}“ löschen`,
    noneSaved: "Es sind keine mehr da.",
    status: "Status",
    priority: "Priorität",
    only: "Nur",
    unreadOnly: "Ungelesen",
    waitingOnly: "Wartet auf uns",
    labels: "Labels",
    sort: "Sortieren",
    sortedBy: (sort) => `Sortierung: ${sort}`,
    total: (count) => counted(count, { one: "# Ticket", other: "# Tickets" }),
    none: "Nichts zu sehen",
    noneFound: "Kein Ticket passt zu diesen Filtern.",
    failed: "Die Liste konnte nicht geladen werden.",
    unread: (count) => counted(count, { one: "# ungelesene Nachricht", other: "# ungelesene Nachrichten" }),
    mentions: (count) =>
      counted(count, { one: "# ungelesene Notiz erwähnt Sie", other: "# ungelesene Notizen erwähnen Sie" }),
    noMessages: "Noch keine Nachrichten",
    you: "Sie",
    attachment: "Anhang",
  },
  live: {
    title: "Live",
    lead: "Wer gerade woran arbeitet.",
    present: "Anwesend",
    waiting: "Warten auf Antwort",
    answered: "Beantwortet",
    open: "Offene Tickets",
    longest: "Längste Wartezeit",
    loads: "Auslastung der Agenten",
    loadOf: (name, load, capacity) => `${name}: ${load} von ${capacity}`,
    waitingTickets: "Wer am längsten wartet",
    nobodyWaits: "Niemand wartet",
    nobodyWaitsLead: "Jede Partei hat eine Antwort.",
    noAgents: "Es gibt noch keine Agenten",
    load: "Auslastung",
  },
};
