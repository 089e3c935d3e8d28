// The addresses of cases, of now and of before.

import { expect, test } from "vitest";
import { caseKey, keyOfOldAddress, readCaseKey } from "../../src/inbox/case-key.ts";

test("a key is read as it was written", () => {
  for (const kind of ["ticket", "session"] as const)
    expect(readCaseKey(caseKey({ kind, id: 12 }))).toEqual({ kind, id: 12 });
});

test.each(["", "12", "ticket-", "ticket-0", "ticket-1e3", "ticket--1", "deal-4", "ticket-12/x", "Ticket-12"])(
  "%j is no key",
  (key) => {
    expect(readCaseKey(key)).toBeUndefined();
  },
);

test("a bare number was a ticket", () => {
  expect(keyOfOldAddress("12")).toBe("ticket-12");
  expect(keyOfOldAddress("ticket-12")).toBeUndefined();
  expect(keyOfOldAddress("012")).toBeUndefined();
});
