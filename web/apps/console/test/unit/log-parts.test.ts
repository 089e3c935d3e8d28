// A long log in parts.

import type { Message } from "@liaison-chat/client";
import { expect, test } from "vitest";
import type { Line } from "../../src/conversation/log-lines.ts";
import { partsOf } from "../../src/conversation/log-parts.ts";

const message = (seq: number): Line => ({
  kind: "message",
  key: `${seq}`,
  message: { seq } as Message,
  follows: false,
});
const day: Line = { kind: "day", key: "day", at: 0 };
const pending: Line = { kind: "pending", key: "p", pending: {} as never, follows: false };
const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => message(first + index));

const keysOf = (lines: readonly Line[]) => partsOf(lines).map(({ key, lines: { length } }) => [key, length]);

test("no line is lost, and each part has its own positions", () => {
  const lines = from(40, 160);
  expect(partsOf(lines).flatMap((part) => part.lines)).toEqual(lines);
  expect(keysOf(lines)).toEqual([
    [0, 10],
    [1, 50],
    [2, 50],
    [3, 11],
  ]);
});

test("older lines make new parts before, and change none but the first", () => {
  const before = partsOf(from(120, 220));
  const after = partsOf(from(70, 220));
  expect(after.slice(-2)).toEqual(before.slice(-2));
  expect(after.map(({ key }) => key)).toEqual([1, 2, 3, 4]);
});

test("a day stands above what follows it, and what is not stored yet at the end", () => {
  const parts = partsOf([...from(48, 49), day, ...from(50, 51), pending]);
  expect(parts.map(({ lines }) => lines.map(({ key }) => key))).toEqual([
    ["48", "49"],
    ["day", "50", "51", "p"],
  ]);
  expect(keysOf([pending])).toEqual([[0, 1]]);
});
