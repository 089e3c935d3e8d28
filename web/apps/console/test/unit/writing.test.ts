// Around the field: templates, being overtaken, drafts.

import type { Colleague, Template } from "@liaison-chat/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DraftKeeper, PAUSE_MS } from "../../src/conversation/draft-keeper.ts";
import { fittingColleagues, mentionWordAt } from "../../src/conversation/mention-word.ts";
import { overtakenBy } from "../../src/conversation/overtaken.ts";
import { fitting, templateWordAt } from "../../src/conversation/template-word.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ["/hel", 4, { from: 0, to: 4, letters: "hel" }],
  ["Hi /", 4, { from: 3, to: 4, letters: "" }],
  ["line\n/x", 7, { from: 5, to: 7, letters: "x" }],
  ["／hel", 4, { from: 0, to: 4, letters: "hel" }],
  ["and/or", 6, undefined],
  ["https://x", 9, undefined],
  ["/hel lo", 7, undefined],
  ["/hello", 3, { from: 0, to: 3, letters: "he" }],
])("in %j at %i the word is found", (text, cursor, word) => {
  expect(templateWordAt(text, cursor)).toEqual(word);
});

test.each([
  ["@om", 3, { from: 0, to: 3, letters: "om" }],
  ["see @Omar Ot", 12, { from: 4, to: 12, letters: "Omar Ot" }],
  ["(@", 2, { from: 1, to: 2, letters: "" }],
  ["＠om", 3, { from: 0, to: 3, letters: "om" }],
  ["mail omar@example", 17, undefined],
  ["@ omar", 6, undefined],
  ["@omar\nnext", 10, undefined],
])("in %j at %i a name may be meant", (text, cursor, word) => {
  expect(mentionWordAt(text, cursor)).toEqual(word);
});

test("colleagues fit by every word of their names, never oneself", () => {
  const colleagues = ["Asha Agent", "Omar Asharov", "Lena Lead"].map(
    (name, index) => ({ id: index, name, public_id: `agent-${index}` }) as Colleague,
  );
  const names = (letters: string, self = "") =>
    fittingColleagues(colleagues, letters, self).map(({ name }) => name);
  expect(names("ash")).toEqual(["Asha Agent", "Omar Asharov"]);
  expect(names("ash", "agent-0")).toEqual(["Omar Asharov"]);
  expect(names("omar a")).toEqual(["Omar Asharov"]);
  expect(names("")).toHaveLength(3);
  expect(names("zoe")).toEqual([]);
});

test("templates of the other side never fit; a shortcut that begins so comes first", () => {
  const template = (shortcut: string, channel_type: Template["channel_type"], title = "") =>
    ({ shortcut, channel_type, title, body: "" }) as Template;
  const all = [
    template("late-hello", null),
    template("hello", null),
    template("hey", "creator_agent"),
    template("thanks", null, "Say hello again"),
  ];
  expect(fitting(all, "he", "brand_agent").map(({ shortcut }) => shortcut)).toEqual([
    "hello",
    "late-hello",
    "thanks",
  ]);
  expect(fitting(all, "he", "creator_agent").map(({ shortcut }) => shortcut)).toContain("hey");
});

const said = (seq: number, who: string, kind = "agent", created_at = `2026-03-01T10:0${seq}:00Z`) => ({
  seq,
  sender: { public_id: who, name: who, kind },
  created_at,
  message_type: "user_input" as const,
});

test("only a colleague's answer overtakes, and only one after the beginning", () => {
  const log = [said(1, "agent-2"), said(2, "brand-1", "brand"), said(3, "agent-1")];
  expect(overtakenBy(log, { seq: 1 }, "agent-1")).toBeUndefined();
  expect(overtakenBy(log, { seq: 0 }, "agent-1")).toEqual({ name: "agent-2", seq: 1 });
  expect(overtakenBy([...log, said(4, "agent-2")], { seq: 3 }, "agent-1")?.seq).toBe(4);
  expect(overtakenBy(log, { at: "2026-03-01T10:00:30Z" }, "agent-1")?.name).toBe("agent-2");
  expect(overtakenBy(log, undefined, "agent-1")).toBeUndefined();
});

test("a draft is told once, when typing pauses", async () => {
  const told: string[] = [];
  const draft = new DraftKeeper({ put: async (text) => told.push(text) });
  draft.write("H");
  draft.write("He");
  await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toEqual(["He"]);
  expect(draft.state).toBe("saved");
});

test("while one is on its way the next waits, and the newest wins", async () => {
  const told: string[] = [];
  let answer = () => {};
  const put = (text: string) => {
    told.push(text);
    return new Promise<void>((resolve) => {
      answer = resolve;
    });
  };
  const draft = new DraftKeeper({ put });
  draft.write("one");
  void draft.flush();
  draft.write("two");
  void draft.flush();
  draft.clear();
  expect(told).toEqual(["one"]);
  answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual(["one", ""]);
});

test("a draft that was not taken is said, kept, and told with the next letter", async () => {
  let isDown = true;
  const told: string[] = [];
  const put = async (text: string) => {
    if (isDown) throw new Error("down");
    told.push(text);
  };
  const draft = new DraftKeeper({ put });
  draft.write("kept");
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect([draft.state, draft.text]).toEqual(["failed", "kept"]);
  isDown = false;
  draft.write("kept!");
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect([draft.state, told]).toEqual(["saved", ["kept!"]]);
});

test("what the server has is taken, but never in the place of what is written here", async () => {
  const draft = new DraftKeeper({ put: async () => {} });
  draft.adopt("from before");
  expect(draft.text).toBe("from before");
  draft.write("from before, and more");
  draft.adopt("from elsewhere");
  expect(draft.text).toBe("from before, and more");
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  draft.adopt("from elsewhere");
  expect(draft.text).toBe("from elsewhere");
});
