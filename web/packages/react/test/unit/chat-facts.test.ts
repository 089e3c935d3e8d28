// The small decisions of a chat: what is a link, which files are taken, which form is open, what the server meant.

import { expect, test } from "vitest";
import { initialsOf } from "../../src/chat/avatar.ts";
import { eventText } from "../../src/chat/event-text.ts";
import { refusalOf } from "../../src/chat/file-limits.ts";
import { filledForm } from "../../src/chat/form-fields.ts";
import { piecesOf } from "../../src/chat/links.ts";
import { formFor, stepsOf } from "../../src/chat/order-steps.ts";
import type { ShownMessage } from "../../src/chat/use-chat.ts";
import { en } from "../../src/words/en.ts";
import { moneyOf, sizeOf } from "../../src/words/formats.ts";
import { sayIn } from "../../src/words/say.ts";

const hrefs = (text: string) => piecesOf(text).flatMap(({ href }) => href ?? []);

test("addresses become links, and nothing else does", () => {
  expect(hrefs("see https://example.com/a?b=1, or (http://example.org).")).toEqual([
    "https://example.com/a?b=1",
    "http://example.org",
  ]);
  for (const text of [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//example.com",
    "https://",
    "<img src=x onerror=alert(1)>",
  ])
    expect(hrefs(text), text).toEqual([]);
});

test("a text with links is still the whole text", () => {
  const text = 'a "https://example.com/x"> b https://example.com! c';
  expect(
    piecesOf(text)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
});

test("files are judged before they are sent", () => {
  expect(refusalOf({ name: "Photo.JPG", size: 5 })).toBeUndefined();
  expect(refusalOf({ name: "film.mp4", size: 26 * 1024 * 1024 })).toBe("fileTooLarge");
  for (const name of ["run.exe", "page.html", "drawing.svg", "nothing", "photo.jpg.js"])
    expect(refusalOf({ name, size: 5 }), name).toBe("fileTypeRefused");
});

test("an order has the form that its status asks for", () => {
  expect(formFor("awaiting_requirements")).toBe("requirements");
  for (const status of ["in_progress", "delivered", "revision_requested"] as const)
    expect(formFor(status)).toBe("revision");
  for (const status of ["completed", "cancelled"] as const) expect(formFor(status)).toBeUndefined();
  expect(stepsOf("delivered")).toEqual({ done: 3, of: 4 });
  expect(stepsOf("revision_requested")).toEqual({ done: 2, of: 4 });
  expect(stepsOf("cancelled").done).toBe(0);
});

test("a filled-in form shows known fields by their labels and others by their names", () => {
  const form = filledForm({
    form_type: "revision",
    revision: 2,
    fields: { brand_tone: "warm", changes: "shorter", where: null, cuts: [1, 2] },
  });
  expect(form).toEqual({
    type: "revision",
    revision: 2,
    answers: [
      { name: "changes", label: "changes", value: "shorter", text: "shorter" },
      { name: "brand tone", label: undefined, value: "warm", text: "warm" },
      { name: "cuts", label: undefined, value: [1, 2], text: "1, 2" },
    ],
  });
  expect(filledForm({ form_type: "other", fields: {} })).toBeUndefined();
  expect(filledForm(null)).toBeUndefined();
});

test("the server's events are said in the reader's words, unknown ones in the server's", () => {
  const say = sayIn(en, "en");
  const agent = { public_id: "agent-2", name: "Asha" } as never;
  const text = (action_data: Record<string, unknown>) =>
    eventText({ text: "as the server says", action_data } as unknown as ShownMessage, [agent], say);
  expect(text({ event: "order_status", to: "delivered" })).toBe("Order: Delivered");
  expect(text({ event: "ticket_status", to: "closed" })).toBe("The conversation was closed");
  expect(text({ event: "reassigned", agent_id: "agent-2" })).toBe("Asha is now helping you");
  expect(text({ event: "joined", user_id: "agent-9" })).toBe("as the server says");
  expect(text({ event: "welcome" })).toBe("as the server says");
  expect(text({ event: "order_status", to: "__proto__" })).toBe("as the server says");
});

test("money, sizes and names as people read them", () => {
  expect(moneyOf("en", 250_000, "INR")).toBe("₹2,500");
  expect(moneyOf("en", 1250, "USD")).toBe("$12.50");
  expect(moneyOf("en", 500, "JPY")).toBe("¥500");
  expect(moneyOf("en", 100, "nonsense")).toBe("1 nonsense");
  expect(sizeOf("en", 26_214_400)).toBe("25 MB");
  expect(sizeOf("en", 10)).toBe("1 kB");
  expect(initialsOf("Asha Rao")).toBe("AR");
  expect(initialsOf("  茶 ")).toBe("茶");
  expect(initialsOf("")).toBe("");
});
