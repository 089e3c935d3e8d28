// The lists: the inbox, and who works now, in English.

import { counting } from "../counting.ts";

const counted = counting("en");

export const inbox = {
  inbox: {
    title: "Inbox",
    search: "Search tickets",
    searchPlaceholder: "Search order, brand, creator…",
    filters: "Filters",
    filtersActive: (count: number) => `Filters, ${count} active`,
    clear: "Clear filters",
    saved: "Saved filters",
    save: "Save these filters…",
    saveTitle: "Save these filters",
    saveLead: "View, filters, sort and search, as they are now.",
    saveName: "Name",
    saveHint: "Filters already saved under this name are replaced.",
    deleteSaved: "Delete saved filters…",
    deleteOne: (name: string) => `Delete “${name}”`,
    noneSaved: "No saved filters left.",
    status: "Status",
    priority: "Priority",
    only: "Only",
    unreadOnly: "Unread",
    waitingOnly: "Waiting for us",
    labels: "Labels",
    sort: "Sort",
    sortedBy: (sort: string) => `Sort: ${sort}`,
    total: (count: number) => counted(count, { one: "# ticket", other: "# tickets" }),
    none: "Nothing here",
    noneFound: "No tickets match these filters.",
    failed: "Could not load the list.",
    unread: (count: number) => counted(count, { one: "# unread message", other: "# unread messages" }),
    mentions: (count: number) =>
      counted(count, { one: "# unread note mentions you", other: "# unread notes mention you" }),
    noMessages: "No messages yet",
    you: "You",
    attachment: "Attachment",
  },
  live: {
    title: "Live",
    lead: "Who is working on what right now.",
    present: "Present",
    waiting: "Waiting for an answer",
    answered: "Answered",
    open: "Open tickets",
    longest: "Longest wait",
    loads: "Load per agent",
    loadOf: (name: string, load: number, capacity: number) => `${name}: ${load} of ${capacity}`,
    waitingTickets: "Waiting longest",
    nobodyWaits: "No one is waiting",
    nobodyWaitsLead: "Everyone has been answered.",
    noAgents: "No agents yet",
    load: "Load",
  },
};
