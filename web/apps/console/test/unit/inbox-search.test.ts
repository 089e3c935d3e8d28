// What the address says of the inbox, and what the server is asked.

import { expect, test } from "vitest";
import { filtersIn, queryOf, readSearch, viewsOf } from "../../src/inbox/inbox-search.ts";

const agent = { user_type: "agent", team: "creators" };

test("an address is read as far as it can be meant", () => {
  const raw = {
    view: "all",
    status: "closed,lost,open",
    priority: "urgent",
    unread: "true",
    q: 12,
    sort: "by_mood",
  };
  expect(readSearch(raw)).toEqual({
    view: "all",
    status: ["open", "closed"],
    priority: ["urgent"],
    unread: true,
    q: "12",
  });
  expect(readSearch({ view: { $gt: "" }, status: 7, waiting: "perhaps", q: ["a"] })).toEqual({});
});

test("what was read can be read again, and is the same", () => {
  const once = readSearch({ status: "resolved,closed", waiting: true, sort: "created_asc" });
  expect(readSearch(once)).toEqual(once);
});

test("without a choice the server is asked for what is to be done, the longest wait first", () => {
  expect(queryOf({}, agent)).toEqual({
    view: "assigned",
    sort: "waiting_desc",
    status: "open,in_progress",
    snoozed: false,
  });
});

test("whoever looks for words finds what is done, too", () => {
  expect(queryOf({ q: "reel" }, agent)).toEqual({ view: "assigned", sort: "waiting_desc", q: "reel" });
  expect(queryOf({ q: "reel", status: ["open"] }, agent).status).toBe("open");
});

test("what is snoozed is shown to whoever asks for it, or for labels", () => {
  expect(queryOf({ snoozed: true }, agent).snoozed).toBe(true);
  expect(queryOf({ label: [3, 5] }, agent)).toMatchObject({ label: "3,5", snoozed: false });
  expect(readSearch({ label: "3,x,-1,5,3,1.5", snoozed: "true" })).toEqual({ label: [3, 5], snoozed: true });
});

test("mentions are found in every ticket, done or snoozed", () => {
  expect(queryOf({ view: "mentioned" }, agent)).toEqual({ view: "mentioned", sort: "waiting_desc" });
});

test("the view of a team is narrowed to it, the view of all is not", () => {
  const chief = { user_type: "supervisor", team: "creators" };
  expect(queryOf({ view: "team" }, chief)).toMatchObject({ view: "overview", team: "creators" });
  expect(queryOf({ view: "all" }, chief)).not.toHaveProperty("team");
});

test("each role has the views that are its own", () => {
  expect(viewsOf({ user_type: "agent", team: null })).toEqual(["mine", "mentioned"]);
  expect(viewsOf(agent)).toEqual(["mine", "team", "mentioned"]);
  expect(viewsOf({ user_type: "team_lead" })).toEqual(["mine", "team", "mentioned"]);
  expect(viewsOf({ user_type: "admin" })).toEqual(["mine", "all", "mentioned"]);
  expect(viewsOf({ user_type: "admin", team: "creators" })).toEqual(["mine", "team", "all", "mentioned"]);
});

test("words and sort are no filters", () => {
  expect(filtersIn({ q: "x", sort: "created_asc", view: "all" })).toBe(0);
  expect(filtersIn({ status: ["open"], unread: true, snoozed: true, label: [1, 2] })).toBe(4);
});
