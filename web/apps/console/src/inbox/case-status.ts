// The status of a case, where it is one that tickets have.

import type { CaseRow, TicketStatus } from "@liaison-chat/client";

const STATUSES: readonly TicketStatus[] = ["open", "in_progress", "resolved", "closed"];

/** The status; undefined for a kind that says it in other words. */
export function statusOf({ status }: Pick<CaseRow, "status">): TicketStatus | undefined {
  return STATUSES.find((known) => known === status);
}
