// Since when a party has been waiting for an answer, as it is shown in the list and above the ticket.

import type { Ticket } from "@liaison-chat/client";
import { fullTime, shortAge, useNow } from "@liaison-chat/ui";
import { waitingSinceOf } from "../inbox/last-of.ts";
import { useLocale, useTexts } from "../texts/texts.ts";

/** How long somebody may wait before it is shown louder. */
const LONG_MS = 60 * 60_000;

/** How long, since when in full, and whether that is long. Nobody waits for an answer to a closed ticket. */
export function useWaiting(
  ticket: Ticket,
): { readonly age: string; readonly since: string; readonly isLong: boolean } | undefined {
  const texts = useTexts();
  const locale = useLocale();
  const now = useNow();
  const since = waitingSinceOf(ticket);
  if (!since || ticket.status === "closed") return undefined;
  const at = Date.parse(since);
  return {
    age: shortAge(at, now, locale),
    since: texts.inbox.waitingSince(fullTime(at, locale)),
    isLong: now - at > LONG_MS,
  };
}
