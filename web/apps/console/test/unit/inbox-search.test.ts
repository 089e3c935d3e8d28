// What the address says of the inbox, and what the server is asked.

import { expect, test } from "vitest";
import { filtersIn, queryOf, readSearch, viewsOf } from "../../src/inbox/inbox-search.ts";

test("an address is read as far as it can be meant", () => {
  const raw = {
    view: "everyone",
    status: "closed,lost,open",
    priority: "urgent",
    unread: "true",
    kind: "ticket,poem",
    q: 12,
    sort: "by_mood",
  };
  expect(readSearch(raw)).toEqual({
    view: "everyone",
    kind: ["ticket"],
    status: ["open", "closed"],
    priority: ["urgent"],
    unread: true,
    q: "12",
  });
  expect(readSearch({ view: { $gt: "" }, status: 7, waiting: "perhaps", q: ["a"] })).toEqual({});
});

test("what was read can be read again, and is the same", () => {
  const once = readSearch({ status: "resolved,closed", waiting: true, sort: "newest", view: "team" });
  expect(readSearch(once)).toEqual(once);
});

test("addresses and saved filters of before show what they showed", () => {
  expect(readSearch({ view: "all", sort: "created_asc" })).toEqual({ view: "everyone", sort: "created" });
  expect(readSearch({ view: "mentioned", sort: "waiting_desc" })).toEqual({ view: "mentions" });
  expect(readSearch({ snoozed: "true", sort: "activity_desc" })).toEqual({ view: "snoozed", sort: "newest" });
});

test("without a choice the server is asked for what is mine, whoever waits longest first", () => {
  expect(queryOf({})).toEqual({ view: "mine", sort: "turn" });
});

test("filters are lists with commas", () => {
  expect(queryOf({ view: "team", label: [3, 5], waiting: true, q: "reel", kind: ["ticket"] })).toEqual({
    view: "team",
    sort: "turn",
    kind: "ticket",
    label: "3,5",
    waiting: true,
    q: "reel",
  });
  expect(readSearch({ label: "3,x,-1,5,3,1.5" })).toEqual({ label: [3, 5] });
});

test("who has a team has its view", () => {
  expect(viewsOf({ user_type: "agent", team: null })).not.toContain("team");
  expect(viewsOf({ user_type: "agent", team: "creators" })).toContain("team");
});

test("words, sort and kind are no filters", () => {
  expect(filtersIn({ q: "x", sort: "newest", view: "everyone", kind: ["ticket"] })).toBe(0);
  expect(filtersIn({ status: ["open"], unread: true, waiting: true, label: [1, 2] })).toBe(4);
});
