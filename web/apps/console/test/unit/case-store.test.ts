// The list of cases: rows are put where they belong by what the server tells, and the list is read again only after a gap.

import type { CaseRow } from "@liaison-chat/client";
import { expect, test } from "vitest";
import { VirtualTime } from "../../../../packages/client/test/stage/virtual-time.ts";
import type { CaseQuery } from "../../src/inbox/case-rules.ts";
import { CaseList, type CasePage, type CaseWorld } from "../../src/inbox/case-store.ts";

const ME = { id: 7, public_id: "agent-7", user_type: "agent", team: "creators" };

/** The time of a minute of the story. */
const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

/** A case of mine in which the brand has been waiting since a minute. */
function row(id: number, since: number, more: Partial<CaseRow> = {}): CaseRow {
  return {
    kind: "ticket",
    id,
    key: `ticket-${id}`,
    title: `Case ${id}`,
    parties: [],
    agent: { id: ME.id, public_id: ME.public_id, name: "Asha" },
    team: ME.team,
    status: "open",
    is_open: true,
    priority: "medium",
    turn: { of: "us", who: "brand", since: at(since) },
    last: { side: "brand", name: "Chai", person_id: 90, text: "Hello", at: at(since) },
    unread: 1,
    mentions: 0,
    labels: [],
    snoozed_until: null,
    is_snoozed: false,
    queued_at: null,
    created_at: at(0),
    updated_at: at(since),
    ...more,
  };
}

/** A server with these rows, and the list of them, looked at. */
async function listOf(rows: readonly CaseRow[], query: CaseQuery = {}) {
  const time = new VirtualTime();
  const server = { rows: [...rows] };
  const asked: string[] = [];
  let connected = () => {};
  const connection = {
    whenever: (run: () => void) => {
      connected = run;
      run();
      return () => {};
    },
  };
  const world: CaseWorld = { connection, environment: time };
  const answer = <T>(value: () => T): Promise<T> =>
    new Promise((resolve) => time.after(10, () => resolve(value())));
  const source = {
    page: (limit: number, cursor: string | undefined): Promise<CasePage> => {
      asked.push(`page ${cursor ?? 0}`);
      return answer(() => {
        const from = Number(cursor ?? 0);
        const items = server.rows.slice(from, from + limit);
        return { items, next: from + limit < server.rows.length ? String(from + limit) : null };
      });
    },
    row: ({ id }: { id: number }): Promise<CaseRow | undefined> => {
      asked.push(`row ${id}`);
      return answer(() => server.rows.find((one) => one.id === id));
    },
    watch: () => [],
  };
  const list = new CaseList(world, source, query, ME);
  list.subscribe(() => {});
  await time.pass(10);
  const tell = (...cases: CaseRow[]) => {
    for (const told of cases) {
      server.rows = [...server.rows.filter(({ id }) => id !== told.id), { ...told, unread: 3 }];
    }
    list.take({ cases: cases.map((told) => ({ ...told, unread: 0, mentions: 0 })) });
  };
  return { time, server, list, asked, tell, reconnect: () => connected() };
}

const ids = (list: CaseList) => list.get().items.map(({ id }) => id);

test("a row that changed moves to its place, and nothing is read", async () => {
  const { list, asked, tell } = await listOf([row(1, 10), row(2, 20), row(3, 30)]);
  expect(ids(list)).toEqual([1, 2, 3]);
  // The first one has an answer now: the others come before it.
  const turn = { of: "brand", who: null, since: at(40) } as const;
  tell(row(1, 10, { turn, updated_at: at(40) }));
  expect(ids(list)).toEqual([2, 3, 1]);
  expect(asked).toEqual(["page 0"]);
});

test("what was said since is unread, one's own words are not", async () => {
  const { time, list, tell } = await listOf([row(1, 10), row(2, 20)], { view: "everyone" });
  const said = (id: number, minute: number, more: Partial<CaseRow> = {}) =>
    row(id, id * 10, {
      last: { side: "brand", name: "Chai", person_id: 90, text: "More", at: at(minute) },
      updated_at: at(minute),
      ...more,
    });
  const unread = () => list.get().items.map((one) => one.unread);
  // A colleague's case: one more, as far as one can tell.
  const agent = { id: 8, public_id: "agent-8", name: "Bela" };
  tell(said(2, 30, { agent }));
  await time.pass(1_000);
  expect(unread()).toEqual([1, 2]);
  // One's own case: how many there are is worth a look.
  tell(said(1, 31));
  expect(unread()).toEqual([2, 2]);
  await time.pass(1_000);
  expect(unread()).toEqual([3, 2]);
  tell(said(1, 32, { last: { side: "staff", name: "Asha", person_id: ME.id, text: "Hi", at: at(32) } }));
  expect(unread()).toEqual([3, 2]);
});

test("what no longer belongs to the view goes, and what is new comes with what the caller has not read of it", async () => {
  const { time, list, asked, tell } = await listOf([row(1, 10), row(2, 20)]);
  tell(row(1, 10, { status: "resolved", is_open: false, updated_at: at(50) }));
  expect(ids(list)).toEqual([2]);
  tell(row(9, 5));
  await time.pass(1_000);
  expect(ids(list)).toEqual([9, 2]);
  expect(list.get().items[0]?.unread).toBe(3);
  // A colleague's case is none of this view.
  tell(row(8, 1, { agent: { id: 8, public_id: "agent-8", name: "Bela" } }));
  await time.pass(1_000);
  expect(ids(list)).toEqual([9, 2]);
  expect(asked).toEqual(["page 0", "row 9"]);
});

test("it is read again after each connection, and when more changed than can be told", async () => {
  const { time, list, asked, server, reconnect } = await listOf([row(1, 10)]);
  server.rows = [row(2, 5), row(1, 10)];
  reconnect();
  await time.pass(10);
  expect(ids(list)).toEqual([2, 1]);
  list.take({ cases: [], reload: true });
  await time.pass(10);
  expect(asked).toEqual(["page 0", "page 0", "page 0"]);
});

test("while it is held rows stay where they are, say what is new, and are counted", async () => {
  const { time, list, tell } = await listOf([row(1, 10), row(2, 20), row(3, 30)]);
  list.hold(true);
  tell(row(3, 5, { title: "Now the oldest", updated_at: at(60) }));
  expect(ids(list)).toEqual([1, 2, 3]);
  expect(list.get().items[2]?.title).toBe("Now the oldest");
  expect(list.get().pending).toBe(1);
  tell(row(2, 20, { status: "closed", is_open: false, updated_at: at(61) }), row(4, 40));
  await time.pass(1_000);
  expect(list.get().items[1]).toMatchObject({ id: 2, status: "closed" });
  // What comes behind the last row moves none of them.
  expect(ids(list)).toEqual([1, 2, 3, 4]);
  expect(list.get().pending).toBe(2);
  list.settle();
  expect(ids(list)).toEqual([3, 1, 4]);
  expect(list.get().pending).toBe(0);
  // Held still, and let go: what came in between is put in its place.
  tell(row(1, 1, { updated_at: at(70) }));
  expect(ids(list)).toEqual([3, 1, 4]);
  list.hold(false);
  expect(ids(list)).toEqual([1, 3, 4]);
});

test("what the caller just did is put in its place at once, held or not", async () => {
  const { list } = await listOf([row(1, 10), row(2, 20)]);
  list.hold(true);
  list.put(row(1, 10, { status: "resolved", is_open: false, updated_at: at(30) }));
  expect(ids(list)).toEqual([2]);
});

test("pages come one after the other; what belongs behind the last one waits for its page", async () => {
  const many = Array.from({ length: 120 }, (_, index) => row(index + 1, index));
  const { time, list, asked, tell } = await listOf(many);
  expect(list.get().items).toHaveLength(50);
  tell(row(500, 900));
  await time.pass(1_000);
  expect(ids(list)).not.toContain(500);
  void list.loadMore();
  await time.pass(10);
  expect(list.get().items).toHaveLength(100);
  void list.loadMore();
  await time.pass(10);
  expect(list.get().hasMore).toBe(false);
  expect(asked).toEqual(["page 0", "page 50", "page 100"]);
});

test("what was told while a page was on its way is in the list", async () => {
  const { time, list, server } = await listOf([row(1, 10), row(2, 20)]);
  void list.refresh();
  const before = [...server.rows];
  list.take({
    cases: [row(1, 10, { status: "resolved", is_open: false, updated_at: at(50) })],
  });
  server.rows = before;
  await time.pass(10);
  expect(ids(list)).toEqual([2]);
});

test("an event that is older than the row changes nothing", async () => {
  const { list } = await listOf([row(1, 10, { title: "New", updated_at: at(20) })]);
  list.take({ cases: [row(1, 10, { title: "Old", updated_at: at(15) })] });
  expect(list.get().items[0]?.title).toBe("New");
});

test("what was searched for keeps its place and what it found", async () => {
  const { list, tell } = await listOf([row(2, 20), row(1, 10)], { view: "everyone", q: "case" });
  tell(row(1, 1, { title: "Case one", updated_at: at(30) }), row(3, 3));
  expect(ids(list)).toEqual([2, 1]);
  expect(list.get().items[1]?.title).toBe("Case one");
});

test.each<[string, CaseQuery, Partial<CaseRow>, boolean]>([
  ["mine, snoozed", {}, { is_snoozed: true }, false],
  ["snoozed", { view: "snoozed" }, { is_snoozed: true }, true],
  ["done", { view: "done" }, { status: "closed", is_open: false }, true],
  ["unassigned", { view: "unassigned" }, { agent: null }, true],
  ["another team", { view: "team" }, { team: "brands" }, false],
  ["my team", { view: "team" }, {}, true],
  ["a label", { label: "4,5" }, { labels: [5] }, true],
  ["no such label", { label: "4" }, { labels: [5] }, false],
  ["two priorities", { priority: "high,urgent" }, { priority: "urgent" }, true],
  ["someone waits for us", { waiting: true }, {}, true],
  ["we wait for them", { waiting: true }, { turn: { of: "brand", who: null, since: at(1) } }, false],
])("belongs to the view: %s", async (_, query, more, belongs) => {
  const { list } = await listOf([], query);
  list.put(row(1, 10, more));
  expect(list.get().items).toHaveLength(belongs ? 1 : 0);
});
