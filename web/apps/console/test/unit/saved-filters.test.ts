// Filters under names, and how they reach the server beside the other preferences.

import type { Liaison } from "@liaison-chat/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  isSame,
  MOST_FILTERS,
  readFilters,
  withFilter,
  withoutFilter,
} from "../../src/inbox/saved-filters.ts";
import { PreferencesStore } from "../../src/preferences/preferences.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a filter of the same name gives way, and one that is deleted is gone", () => {
  const one = withFilter([], "Urgent", { priority: ["urgent"] });
  const two = withFilter(one, "Mine", { unread: true });
  expect(withFilter(two, "Urgent", { priority: ["high"] })).toEqual([
    { name: "Mine", search: { unread: true } },
    { name: "Urgent", search: { priority: ["high"] } },
  ]);
  expect(withoutFilter(two, "Urgent").map(({ name }) => name)).toEqual(["Mine"]);
});

test("what is no filter is left out, and a filter is read like an address", () => {
  const kept = [
    { name: " Urgent ", search: { priority: "urgent,loud", view: "theirs" } },
    { name: "Urgent", search: {} },
    { name: "", search: {} },
    { name: "No search" },
    "words",
    null,
  ];
  expect(readFilters(kept)).toEqual([{ name: "Urgent", search: { priority: ["urgent"] } }]);
  expect(readFilters("words")).toEqual([]);
  const many = Array.from({ length: 50 }, (_, at) => ({ name: `Filter ${at}`, search: {} }));
  expect(readFilters(many)).toHaveLength(MOST_FILTERS);
});

test("two views are the same whatever is said twice", () => {
  expect(isSame({}, { view: "mine", sort: "turn" })).toBe(true);
  expect(isSame({ q: "reels", unread: true }, { unread: true, q: "reels" })).toBe(true);
  expect(isSame({ unread: true }, {})).toBe(false);
});

/** A server that keeps each preference until it is changed, like ours. */
function server(kept: Record<string, unknown>) {
  const state = { kept, isAway: false };
  const call = async (route: string, args: { body?: { preferences: Record<string, unknown> } }) => {
    if (state.isAway) throw new Error("away");
    if (route === "PATCH /me") state.kept = { ...state.kept, ...args.body?.preferences };
    return { preferences: state.kept };
  };
  return { state, liaison: { rest: { call } } as unknown as Liaison };
}

const FILTER = { name: "Urgent", search: { priority: ["urgent"] } } as const;

test("a filter saved in another browser survives a change in this one", async () => {
  const { state, liaison } = server({ theme: "light", newer: "kept" });
  const here = new PreferencesStore();
  const there = new PreferencesStore();
  here.use(liaison, state.kept);
  there.use(liaison, state.kept);
  there.change({ filters: [FILTER] });
  await vi.runAllTimersAsync();
  here.change({ theme: "dark" });
  await vi.runAllTimersAsync();
  expect(state.kept).toMatchObject({ theme: "dark", filters: [FILTER], newer: "kept" });
  expect(here.get().value.filters).toEqual([FILTER]);
});

test("what the server did not take is told with the next change", async () => {
  const { state, liaison } = server({ theme: "light" });
  const store = new PreferencesStore();
  store.use(liaison, state.kept);
  state.isAway = true;
  store.change({ filters: [FILTER] });
  await vi.runAllTimersAsync();
  expect(store.get().isKept).toBe(false);
  state.isAway = false;
  store.change({ sound: false });
  await vi.runAllTimersAsync();
  expect(store.get().isKept).toBe(true);
  expect(state.kept).toMatchObject({ filters: [FILTER], sound: false });
});

test("somebody new at the same browser finds no filters of another person", () => {
  const store = new PreferencesStore();
  store.use(server({}).liaison, { theme: "dark", filters: [FILTER] });
  store.use(server({}).liaison, {});
  expect(store.get().value).toMatchObject({ theme: "dark", filters: [] });
});

test("the first change of somebody new keeps the look of this browser, too", async () => {
  const { state, liaison } = server({});
  const store = new PreferencesStore();
  store.use(server({}).liaison, { theme: "dark" });
  store.use(liaison, {});
  store.change({ sound: false });
  await vi.runAllTimersAsync();
  expect(state.kept).toMatchObject({ theme: "dark", sound: false });
  // From then on only what is changed is told.
  state.kept = { ...state.kept, theme: "light" };
  store.change({ sound: true });
  await vi.runAllTimersAsync();
  expect(store.get().value).toMatchObject({ theme: "light", sound: true });
});
