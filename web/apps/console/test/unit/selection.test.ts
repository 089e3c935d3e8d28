// Ticking cases: one by one, as a range, all of them.

import { expect, test } from "vitest";
import {
  allOrNothing,
  extended,
  NOTHING,
  type Selection,
  stillThere,
  toggled,
} from "../../src/inbox/selection.ts";

const ORDER = ["a", "b", "c", "d", "e"];
const ticked = ({ keys }: Selection) => ORDER.filter((key) => keys.has(key)).join("");

test("a tick is set and taken away again", () => {
  const one = toggled(NOTHING, "b");
  expect(ticked(one)).toBe("b");
  expect(ticked(toggled(one, "b"))).toBe("");
});

test("Shift ticks everything between, in both directions, and keeps what was ticked", () => {
  const from = toggled(toggled(NOTHING, "a"), "d");
  expect(ticked(extended(from, "b", ORDER))).toBe("abcd");
  expect(ticked(extended(from, "e", ORDER))).toBe("ade");
});

test("a range begins at the last tick, however often it is made longer", () => {
  const first = extended(toggled(NOTHING, "b"), "c", ORDER);
  expect(ticked(extended(first, "d", ORDER))).toBe("bcd");
  expect(first.anchor).toBe("b");
});

test("a range without a beginning is one tick", () => {
  expect(ticked(extended(NOTHING, "c", ORDER))).toBe("c");
  expect(ticked(extended({ keys: new Set(["z"]), anchor: "z" }, "c", ORDER))).toBe("c");
});

test("all are ticked, and when all are, none", () => {
  const all = allOrNothing(toggled(NOTHING, "c"), ORDER);
  expect(ticked(all)).toBe("abcde");
  expect(ticked(allOrNothing(all, ORDER))).toBe("");
  expect(allOrNothing(NOTHING, []).keys.size).toBe(0);
});

test("what has left the list is no longer ticked", () => {
  const some = toggled(toggled(NOTHING, "a"), "e");
  expect([...stillThere(some, ["a", "b"]).keys]).toEqual(["a"]);
  expect(stillThere(some, ORDER)).toBe(some);
});
