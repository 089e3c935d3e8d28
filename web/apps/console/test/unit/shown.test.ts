// Small decisions about what is shown: the layout, the names of data, what was found, money.

import type { Colleague } from "@liaison-chat/client";
import { expect, test } from "vitest";
import { hashOf, soughtIn } from "../../src/conversation/sought.ts";
import { byRoom } from "../../src/conversation/use-colleagues.ts";
import { neighbour } from "../../src/inbox/inbox-context.ts";
import { nameOf } from "../../src/parts/facts.tsx";
import { readPreferences } from "../../src/preferences/preferences.ts";
import { stretches } from "../../src/shell/excerpt.ts";
import { money } from "../../src/ticket/details-panel.tsx";
import { firstPane, layoutFor, nextPane } from "../../src/ticket/layout.ts";
import { turnsOf } from "../../src/ticket/ticket-turns.ts";

test("there is room for tabs, one, two or three parts, and on a large screen for all", () => {
  const widths = [360, 477, 478, 619, 620, 891, 892, 1263, 1264];
  expect(widths.map(layoutFor)).toEqual([
    ...["tabs", "tabs", "one", "one", "two", "two", "three", "three", "wide"],
  ]);
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

test("the next case is the one below, and after the last there is none", () => {
  const items = [{ key: "ticket-5" }, { key: "ticket-9" }, { key: "ticket-2" }];
  expect(neighbour(items, "ticket-5", 1)).toBe("ticket-9");
  expect(neighbour(items, "ticket-9", -1)).toBe("ticket-5");
  expect(neighbour(items, "ticket-2", 1)).toBeUndefined();
  expect(neighbour(items, "ticket-77", 1)).toBe("ticket-5");
});

test("whose turn it is: ours first, the longest before the others, nobody's in what is done", () => {
  const said = (channel_type: string, minute: string, waiting_since: string | null = null) => ({
    channel_type,
    waiting_since,
    last_message: { message_type: "text", created_at: `2026-03-01T${minute}:00Z` },
  });
  const channels = [said("brand_agent", "10:00"), said("creator_agent", "11:00", "2026-03-01T11:00:00Z")];
  const turns = turnsOf({ status: "open", channels } as never);
  expect(turns).toEqual([
    { side: "creator", isOurs: true, since: "2026-03-01T11:00:00Z" },
    { side: "brand", isOurs: false, since: "2026-03-01T10:00:00Z" },
  ]);
  expect(turnsOf({ status: "resolved", channels } as never)).toEqual([]);
  const welcome = { channel_type: "brand_agent", last_message: { message_type: "system" } };
  expect(turnsOf({ status: "open", channels: [welcome] } as never)).toEqual([]);
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
