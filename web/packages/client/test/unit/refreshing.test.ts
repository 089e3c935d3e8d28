// A list of many pages: what is read, and when.

import { expect, test } from "vitest";
import type { Deps } from "../../src/conversation/follower.ts";
import { RefreshingList } from "../../src/lists/refreshing.ts";
import { VirtualTime } from "../stage/virtual-time.ts";

interface Item {
  readonly id: number;
  readonly text: string;
}

/** A server with so many items, which takes its time; and the list of them, looked at. */
async function listOf(count: number, answersAfter = 10) {
  const time = new VirtualTime();
  const server = { items: Array.from({ length: count }, (_, id) => ({ id, text: "" })) as Item[] };
  const asked: number[] = [];
  let outdated = () => {};
  const connection = {
    whenever: (run: () => void) => {
      run();
      return () => {};
    },
  };
  const deps = { connection, environment: time } as unknown as Deps;
  const list = new RefreshingList<Item>(deps, {
    key: ({ id }) => id,
    load: (page, limit) => {
      asked.push(page);
      return new Promise((resolve) =>
        time.after(answersAfter, () => {
          const items = server.items.slice((page - 1) * limit, page * limit).map((item) => ({ ...item }));
          resolve({ items, total: server.items.length });
        }),
      );
    },
    watch: (told) => {
      outdated = told;
      return [];
    },
  });
  list.subscribe(() => {});
  await time.pass(answersAfter);
  return { time, server, list, asked, tell: () => outdated() };
}

const ids = (list: RefreshingList<Item>) => list.get().items.map(({ id }) => id);

test("the next page is one request, however many are there already", async () => {
  const { time, list, asked } = await listOf(1_000);
  for (let page = 2; page <= 20; page++) {
    void list.loadMore();
    await time.pass(10);
  }
  expect(asked).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(ids(list)).toEqual(Array.from({ length: 1_000 }, (_, id) => id));
  expect(list.get().hasMore).toBe(false);
  await list.loadMore();
  expect(asked).toHaveLength(20);
});

test("read again, all that is shown is read, and what did not change stays the same object", async () => {
  const { time, server, list, asked } = await listOf(200);
  void list.loadMore();
  await time.pass(10);
  const before = list.get().items;
  server.items[70] = { id: 70, text: "changed" };
  void list.refresh();
  await time.pass(100);
  expect(asked).toEqual([1, 2, 1, 2]);
  const { items } = list.get();
  expect(items[70]).toEqual({ id: 70, text: "changed" });
  expect(items.filter((item, index) => item !== before[index])).toHaveLength(1);
});

test("what moved between two pages is there once, and in its place when the list is read again", async () => {
  const { time, server, list } = await listOf(200);
  server.items.unshift({ id: 999, text: "new" });
  void list.loadMore();
  await time.pass(10);
  expect(new Set(ids(list)).size).toBe(list.get().items.length);
  void list.refresh();
  await time.pass(100);
  expect(ids(list)).toEqual([999, ...Array.from({ length: 99 }, (_, id) => id)]);
});

test("a page asked for while the list is read again comes after it", async () => {
  const { time, list, asked } = await listOf(200);
  void list.refresh();
  void list.loadMore();
  await time.pass(100);
  expect(list.get().items).toHaveLength(100);
  expect(new Set(asked)).toEqual(new Set([1, 2]));
});

test("a list that became shorter ends where it ends", async () => {
  const { time, server, list } = await listOf(200);
  void list.loadMore();
  await time.pass(10);
  server.items.length = 30;
  void list.refresh();
  await time.pass(100);
  expect(list.get()).toMatchObject({ total: 30, hasMore: false });
  expect(list.get().items).toHaveLength(30);
});

test("events make a long list be read more rarely than a short one", async () => {
  const readings = async (pages: number) => {
    const { time, list, asked, tell } = await listOf(5_000, 100);
    for (let page = 2; page <= pages; page++) {
      void list.loadMore();
      await time.pass(100);
    }
    asked.length = 0;
    for (let second = 0; second < 60; second++) {
      tell();
      await time.pass(1_000);
    }
    return asked.filter((page) => page === 1).length;
  };
  expect(await readings(1)).toBeGreaterThan(20);
  // Four seconds of reading, twenty of rest.
  expect(await readings(40)).toBeLessThan(5);
});

test("a clock that is set back keeps no list from being read again", async () => {
  const { time, list, asked, tell } = await listOf(10);
  const { now } = time;
  time.now = () => now() - 3_600_000;
  void list.refresh();
  await time.pass(10);
  asked.length = 0;
  tell();
  await time.pass(5_000);
  expect(asked).toEqual([1]);
});
