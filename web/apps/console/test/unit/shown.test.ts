// Small decisions about what is shown: the layout, the names of data, what was found, money.

import type { Colleague } from "@liaison-chat/client";
import { expect, test } from "vitest";
import { hashOf, soughtIn } from "../../src/conversation/sought.ts";
import { byRoom } from "../../src/conversation/use-colleagues.ts";
import { neighbour } from "../../src/inbox/inbox-context.ts";
import { lastMessageOf, waitingSinceOf } from "../../src/inbox/last-of.ts";
import { nameOf } from "../../src/parts/facts.tsx";
import { readPreferences } from "../../src/preferences/preferences.ts";
import { stretches } from "../../src/shell/excerpt.ts";
import { money } from "../../src/ticket/details-panel.tsx";
import { firstPane, layoutFor, nextPane } from "../../src/ticket/layout.ts";

test("there is room for one, two or three parts", () => {
  expect([360, 699, 700, 999, 1000].map(layoutFor)).toEqual(["one", "one", "two", "two", "three"]);
});

test("parts follow each other in a circle, and after the facts comes the brand", () => {
  expect(nextPane("brand_agent")).toBe("creator_agent");
  expect(nextPane("notes")).toBe("brand_agent");
  expect(nextPane("details")).toBe("brand_agent");
});

test("a ticket begins where somebody waits longest", () => {
  const channel = (channel_type: string, waiting_since: string | null, unread = 0) => ({
    channel_type,
    waiting_since,
    unread,
  });
  const brand = channel("brand_agent", "2026-03-01T10:00:00Z");
  expect(firstPane([brand, channel("creator_agent", "2026-03-01T09:00:00Z")])).toBe("creator_agent");
  expect(firstPane([channel("brand_agent", null), channel("creator_agent", null, 2)])).toBe("creator_agent");
  expect(firstPane([])).toBe("brand_agent");
});

test("the next ticket is the one below, and after the last there is none", () => {
  const items = [{ id: 5 }, { id: 9 }, { id: 2 }];
  expect(neighbour(items, 5, 1)).toBe(9);
  expect(neighbour(items, 9, -1)).toBe(5);
  expect(neighbour(items, 2, 1)).toBeUndefined();
  expect(neighbour(items, 77, 1)).toBe(5);
});

test("the newest message and the longest wait are found over all channels", () => {
  const message = (created_at: string) => ({ created_at });
  const ticket = {
    last_message: message("2026-03-01T10:00:00Z"),
    waiting_since: null,
    channels: [
      { last_message: message("2026-03-01T11:00:00Z"), waiting_since: "2026-03-01T11:00:00Z" },
      { last_message: null, waiting_since: "2026-03-01T09:00:00Z" },
    ],
  };
  expect(lastMessageOf(ticket as never)?.created_at).toBe("2026-03-01T11:00:00Z");
  expect(waitingSinceOf(ticket as never)).toBe("2026-03-01T09:00:00Z");
});

test("names of data become words", () => {
  expect(["length_seconds", "dueDate", "tone", "brand-safe"].map(nameOf)).toEqual([
    "Length seconds",
    "Due Date",
    "Tone",
    "Brand safe",
  ]);
});

test("amounts follow the minor units of their currency", () => {
  expect(money(250_000, "INR", "en-IN")).toBe("₹2,500.00");
  expect(money(1_500, "JPY", "en")).toBe("¥1,500");
});

test("marks that overlap or lie outside cut a text into sensible stretches", () => {
  const cut = stretches("hello world", [
    { from: 6, to: 99 },
    { from: 0, to: 5 },
    { from: 3, to: 5 },
  ]);
  expect(cut.map(({ words, isMarked }) => [words, isMarked])).toEqual([
    ["hello", true],
    [" ", false],
    ["world", true],
  ]);
});

test("preferences of another version are taken as far as they are understood", () => {
  expect(readPreferences({ theme: "sepia", sound: "loud", enterSends: false })).toMatchObject({
    theme: "system",
    sound: true,
    enterSends: false,
  });
  expect(readPreferences(null)).toEqual(readPreferences({}));
});

test("whoever is there and has least to do is offered first", () => {
  const colleague = (name: string, load: number, is_online: boolean) =>
    ({ name, load, capacity: 5, is_online, agent_status: "available" }) as Colleague;
  const agents = [colleague("Full", 5, true), colleague("Gone", 0, false), colleague("Free", 1, true)];
  expect(agents.sort(byRoom).map(({ name }) => name)).toEqual(["Free", "Full", "Gone"]);
});

test("an address points at a message, or at none", () => {
  expect(soughtIn(hashOf({ pane: "notes", seq: 12 }))).toEqual({ pane: "notes", seq: 12 });
  expect(soughtIn("#brand_agent-3")).toEqual({ pane: "brand_agent", seq: 3 });
  for (const other of ["", "brand_agent", "details-3", "notes-x", "notes-1e3"]) {
    expect(soughtIn(other)).toBeUndefined();
  }
});
