// The pure log: order, gaps, pages that were read at different moments.

import { expect, test } from "vitest";
import { begin, hearOf, isBehind, prepend, take, UNKNOWN } from "../../src/conversation/log.ts";
import type { Change, Message } from "../../src/index.ts";

const message = (seq: number, text = `text ${seq}`): Message => ({
  id: `m${seq}`,
  conversation_id: "c",
  seq,
  sender: { public_id: "agent-1", name: "Asha", kind: "agent" },
  sender_role: "agent",
  message_type: "user_input",
  text,
  attachments: [],
  action_required: false,
  action_completed: false,
  created_at: "2026-01-01T00:00:00Z",
});

const change = (seq: number, of: number, text: string, kind: Change["change"] = "edit"): Change => ({
  conversation_id: "c",
  seq,
  change: kind,
  message_id: `m${of}`,
  text,
  created_at: "2026-01-01T00:01:00Z",
});

const texts = ({ messages }: { messages: readonly Message[] }) => messages.map(({ text }) => text);

test("what comes too early is held until the gap is closed, and what comes twice counts once", () => {
  const empty = begin(UNKNOWN, [], false, 0);
  const early = take(empty, [message(3), message(2), message(3)]);
  expect([early.have, early.head, isBehind(early), texts(early)]).toEqual([0, 3, true, []]);
  const whole = take(early, [message(1)]);
  expect([whole.have, isBehind(whole), texts(whole)]).toEqual([3, false, ["text 1", "text 2", "text 3"]]);
  expect(take(whole, [message(2), message(1)])).toBe(whole);
});

test("what came before the first page follows it", () => {
  const early = take(hearOf(UNKNOWN, 2), [message(3), message(2, "old news")]);
  const begun = begin(early, [message(1), message(2)], true, 2);
  expect([begun.have, begun.hasOlder, texts(begun)]).toEqual([3, true, ["text 1", "text 2", "text 3"]]);
});

test("what the first page shows beyond its position is shown once", () => {
  const begun = begin(UNKNOWN, [message(1), message(2), message(3)], false, 2);
  expect(texts(take(begun, [message(3)]))).toEqual(["text 1", "text 2", "text 3"]);
});

test("a hidden entry takes its place and shows nothing", () => {
  const log = take(begin(UNKNOWN, [], false, 0), [{ seq: 1, hidden: true }, message(2)]);
  expect([log.have, texts(log)]).toEqual([2, ["text 2"]]);
});

test("a change replaces one message and leaves the others the same objects", () => {
  const before = begin(UNKNOWN, [message(1), message(2)], false, 2);
  const after = take(before, [change(3, 1, "better")]);
  expect(texts(after)).toEqual(["better", "text 2"]);
  expect(after.messages[1]).toBe(before.messages[1]);
  expect(texts(before)).toEqual(["text 1", "text 2"]);
  expect(take(after, [{ seq: 4, hidden: true }]).messages).toBe(after.messages);
});

test("a deleted message stays deleted, whatever was on its way", () => {
  const shown = { ...message(1, ""), deleted_at: "2026-01-01T00:02:00Z" };
  const log = take(begin(UNKNOWN, [shown], false, 1), [change(2, 1, "said too much")]);
  expect(texts(log)).toEqual([""]);
  const file = { id: "f", name: "a.png", content_type: "image/png", size: 1, url: "/x" };
  const full = begin(UNKNOWN, [{ ...message(1), attachments: [file], media_url: "https://x" }], false, 1);
  const [empty] = take(full, [change(2, 1, "", "deletion")]).messages;
  expect(empty).toMatchObject({ text: "", attachments: [], deleted_at: "2026-01-01T00:01:00Z" });
  expect(empty).not.toHaveProperty("media_url");
});

test("an older page that was read before a change shows the change", () => {
  const changed = take(begin(UNKNOWN, [message(5)], true, 5), [
    change(6, 1, "edited meanwhile"),
    change(7, 2, "", "deletion"),
  ]);
  const log = prepend(changed, [message(1), message(2), message(5)], false);
  expect([texts(log), log.hasOlder]).toEqual([["edited meanwhile", "", "text 5"], false]);
});
