// The newest things of a ticket, over its channels.

import type { Message, Ticket } from "@liaison-chat/client";

/** The newest message, whoever wrote it to whomever. */
export function lastMessageOf(ticket: Pick<Ticket, "channels" | "last_message">): Message | undefined {
  const all = [ticket.last_message, ...ticket.channels.map(({ last_message }) => last_message)];
  return all
    .filter((message) => message !== null && message !== undefined)
    .sort((one, other) => other.created_at.localeCompare(one.created_at))[0];
}

/** Since when somebody waits for an answer. */
export function waitingSinceOf(ticket: Pick<Ticket, "waiting_since" | "channels">): string | undefined {
  const all = [ticket.waiting_since, ...ticket.channels.map(({ waiting_since }) => waiting_since)];
  return all.filter((since) => since !== null && since !== undefined).sort()[0];
}
