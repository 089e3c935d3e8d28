// The drafts that rows of the inbox show.

import { expect, test } from "vitest";
import { UnsentDrafts } from "../../src/conversation/unsent-drafts.ts";

function stage(kept: string | null = null) {
  const area = {
    kept,
    read: () => area.kept,
    write(text: string) {
      area.kept = text;
    },
  };
  return { area, drafts: new UnsentDrafts(area) };
}

test("a draft shows while it is unsent, also after a reload", () => {
  const { area, drafts } = stage();
  drafts.note("12/brand_agent", "  Good\nmorning ");
  expect(drafts.get().get("ticket-12")).toBe("Good morning");
  expect(stage(area.kept).drafts.get().get("ticket-12")).toBe("Good morning");
  drafts.note("12/brand_agent", "");
  expect(drafts.get().size).toBe(0);
});

test("of two drafts in one case the newest shows, and the other when that is sent", () => {
  const { drafts } = stage();
  drafts.note("12/brand_agent", "to the brand");
  drafts.note("12/creator_agent", "to the creator");
  expect(drafts.get().get("ticket-12")).toBe("to the creator");
  drafts.note("12/creator_agent", "");
  expect(drafts.get().get("ticket-12")).toBe("to the brand");
});

test("a draft in a live chat shows in the row of that chat, and not in that of the ticket of its number", () => {
  const { drafts } = stage();
  drafts.note("session-12/chat", "to the visitor");
  expect([...drafts.get().keys()]).toEqual(["session-12"]);
});

test("listeners hear of changes, and only of those", () => {
  const { drafts } = stage();
  let heard = 0;
  drafts.subscribe(() => heard++);
  drafts.note("1/notes", "a");
  drafts.note("1/notes", "a ");
  drafts.note("2/notes", "");
  expect(heard).toBe(1);
});

test.each(["{", "[1]", '[["a"]]', "null"])("%j is as nothing", (kept) => {
  expect(stage(kept).drafts.get().size).toBe(0);
});
