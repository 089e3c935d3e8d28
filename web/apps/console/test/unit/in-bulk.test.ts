// One change for many cases: only where it changes something, undone only where it was done.

import type { CaseRow, Rest } from "@liaison-chat/client";
import { expect, test } from "vitest";
import { caseCalls, changesBy } from "../../src/inbox/case-calls.ts";
import { inBulk, undone } from "../../src/inbox/in-bulk.ts";

const NOW = Date.parse("2026-03-12T10:00:00Z");

/** A case, as far as a change asks. */
function row(id: number, more: Partial<CaseRow> = {}): CaseRow {
  return {
    kind: "ticket",
    id,
    key: `ticket-${id}`,
    status: "open",
    is_open: true,
    priority: "medium",
    agent: { id: 1, public_id: "agent-1", name: "Asha" },
    labels: [],
    is_snoozed: false,
    snoozed_until: null,
    ...more,
  } as CaseRow;
}

/** A server that writes down what it is asked, and refuses some cases. */
function stage(refused: readonly number[] = []) {
  const asked: string[] = [];
  const rest = {
    async call(route: string, { path, body }: { path: { id: number; label?: number }; body?: object }) {
      const [method, where = ""] = route.split(" ");
      asked.push(`${method} ${path.id} ${where.split("/").at(-1)} ${path.label ?? JSON.stringify(body)}`);
      if (refused.includes(path.id)) throw new Error(`not ${path.id}`);
    },
  } as unknown as Rest;
  return { asked, changes: changesBy(caseCalls(rest), () => NOW) };
}

test("each goes back to the status that it had", async () => {
  const { asked, changes } = stage();
  const rows = [row(1), row(2, { status: "in_progress" }), row(3, { status: "resolved" })];
  const change = changes.status("resolved");
  const { done } = await inBulk(rows, change);
  expect(done.map(({ id }) => id)).toEqual([1, 2]);
  asked.length = 0;
  await undone(done, change);
  expect(asked).toEqual(['PUT 1 status {"status":"open"}', 'PUT 2 status {"status":"in_progress"}']);
});

test("what was refused is said, and not undone", async () => {
  const { asked, changes } = stage([2]);
  const change = changes.priority("urgent");
  const { done, failed, problem } = await inBulk([row(1), row(2), row(3)], change);
  expect([done.length, failed.map(({ id }) => id), String(problem)]).toEqual([2, [2], "Error: not 2"]);
  asked.length = 0;
  await undone(done, change);
  expect(asked.join()).not.toContain("PUT 2");
});

test("a label is taken only from those that were given it", async () => {
  const { asked, changes } = stage();
  const change = changes.label(5, true);
  const { done } = await inBulk([row(1), row(2, { labels: [5] })], change);
  await undone(done, change);
  expect(asked).toEqual(["PUT 1 {label} 5", "DELETE 1 {label} 5"]);
});

test("a snooze goes back to the one before, unless that is over", async () => {
  const { asked, changes } = stage();
  const change = changes.snooze({ until: new Date(NOW + 3_600_000) });
  const later = "2026-03-13T09:00:00.000Z";
  const rows = [
    row(1),
    row(2, { is_snoozed: true, snoozed_until: later }),
    row(3, { is_snoozed: true }),
    row(4, { is_snoozed: true, snoozed_until: "2026-03-12T09:59:00.000Z" }),
  ];
  const { done } = await inBulk(rows, change);
  asked.length = 0;
  await undone(done, change);
  expect(asked.toSorted()).toEqual([
    "DELETE 1 snooze undefined",
    "DELETE 4 snooze undefined",
    `PUT 2 snooze {"until":"${later}"}`,
    "PUT 3 snooze {}",
  ]);
});

test("a case is given back to whoever had it", async () => {
  const { asked, changes } = stage();
  const change = changes.assign(9);
  const { done } = await inBulk(
    [row(1), row(2, { agent: { id: 9, public_id: "agent-9", name: "Bela" } })],
    change,
  );
  await undone(done, change);
  expect(asked).toEqual(['POST 1 transfer {"agent_id":9}', 'POST 1 transfer {"agent_id":1}']);
});

test("what only tickets have is asked of tickets alone: a live chat has its own numbers", async () => {
  const { asked, changes } = stage();
  const rows = [row(1), row(1, { kind: "session", key: "session-1", status: "assigned" })];
  for (const change of [
    changes.status("resolved"),
    changes.priority("urgent"),
    changes.label(7, true),
    changes.snooze({}),
  ])
    expect((await inBulk(rows, change)).done.map(({ key }) => key)).toEqual(["ticket-1"]);
  expect(asked).toHaveLength(4);
});
