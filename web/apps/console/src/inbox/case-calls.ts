// What can be done to a case, one call each: the open case and the selection of the list do the same things by the same calls.

import type { CaseRow, Priority, Rest, TicketStatus } from "@liaison-chat/client";
import type { CaseRef } from "./case-key.ts";
import { statusOf } from "./case-status.ts";

/** Until when a case is snoozed. Without a time: until a party writes. */
export interface SnoozeWish {
  readonly until?: Date | undefined;
}

/** The calls for cases, on one connection. */
export function caseCalls(rest: Rest) {
  const path = ({ id }: CaseRef) => ({ id });
  return {
    setStatus: (one: CaseRef, status: TicketStatus): Promise<unknown> =>
      rest.call("PUT /crm/tickets/{id}/status", { path: path(one), body: { status } }),
    setPriority: (one: CaseRef, priority: Priority): Promise<unknown> =>
      rest.call("PUT /crm/tickets/{id}/priority", { path: path(one), body: { priority } }),
    setLabel: (one: CaseRef, label: number, isOn: boolean): Promise<unknown> =>
      rest.call(isOn ? "PUT /crm/tickets/{id}/labels/{label}" : "DELETE /crm/tickets/{id}/labels/{label}", {
        path: { ...path(one), label },
      }),
    assign: ({ kind, id }: CaseRef, agent: number): Promise<CaseRow> =>
      rest.call("POST /inbox/cases/{kind}/{id}/transfer", { path: { kind, id }, body: { agent_id: agent } }),
    take: ({ kind, id }: CaseRef): Promise<CaseRow> =>
      rest.call("POST /inbox/cases/{kind}/{id}/take", { path: { kind, id } }),
    release: ({ kind, id }: CaseRef): Promise<CaseRow> =>
      rest.call("POST /inbox/cases/{kind}/{id}/release", { path: { kind, id } }),
    snooze: (one: CaseRef, { until }: SnoozeWish): Promise<unknown> =>
      rest.call("PUT /crm/tickets/{id}/snooze", {
        path: path(one),
        body: until ? { until: until.toISOString() } : {},
      }),
    unsnooze: (one: CaseRef): Promise<unknown> =>
      rest.call("DELETE /crm/tickets/{id}/snooze", { path: path(one) }),
  };
}

/** The calls, as those who use them name them. */
export type CaseCalls = ReturnType<typeof caseCalls>;

/** Something to do to several cases, and what puts each of them back to how it was. */
export interface Change {
  /** Whether it changes anything about this one. */
  readonly concerns: (row: CaseRow) => boolean;
  readonly apply: (row: CaseRow) => Promise<unknown>;
  /** `row` is the case as it was before. */
  readonly revert: (row: CaseRow) => Promise<unknown>;
}

/** Statuses, priorities, labels and snoozes are those of tickets. */
const isTicket = ({ kind }: CaseRow): boolean => kind === "ticket";

/** The changes that can be made to a selection. */
export function changesBy(calls: CaseCalls, now: () => number) {
  return {
    status: (status: TicketStatus): Change => ({
      concerns: (row) => isTicket(row) && row.status !== status,
      apply: (row) => calls.setStatus(row, status),
      revert: (row) => calls.setStatus(row, statusOf(row) ?? "open"),
    }),
    priority: (priority: Priority): Change => ({
      concerns: (row) => isTicket(row) && row.priority !== priority,
      apply: (row) => calls.setPriority(row, priority),
      revert: (row) => calls.setPriority(row, row.priority),
    }),
    label: (label: number, isOn: boolean): Change => ({
      concerns: (row) => isTicket(row) && row.labels.includes(label) !== isOn,
      apply: (row) => calls.setLabel(row, label, isOn),
      revert: (row) => calls.setLabel(row, label, !isOn),
    }),
    assign: (agent: number): Change => ({
      concerns: (row) => row.agent?.id !== agent,
      apply: (row) => calls.assign(row, agent),
      // Only a waiting case had no agent: it stays with the new one, as it no longer waits.
      revert: async (row) => row.agent && calls.assign(row, row.agent.id),
    }),
    snooze: (wish: SnoozeWish): Change => ({
      concerns: (row) => isTicket(row) && row.is_open,
      apply: (row) => calls.snooze(row, wish),
      revert: (row) => {
        if (!row.is_snoozed) return calls.unsnooze(row);
        const before = row.snoozed_until ? new Date(row.snoozed_until) : undefined;
        return before && before.getTime() <= now()
          ? calls.unsnooze(row)
          : calls.snooze(row, { until: before });
      },
    }),
  };
}
