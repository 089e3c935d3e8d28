// A log as it is drawn.

import type { Message, PendingMessage } from "@liaison-chat/client";
import { expect, test } from "vitest";
import { linesOf } from "../../src/conversation/log-lines.ts";

const message = (seq: number, who: string, at: string, message_type = "user_input") =>
  ({
    id: `m${seq}`,
    seq,
    sender: { public_id: who },
    created_at: at,
    message_type,
  }) as unknown as Message;

const kinds = (lines: ReturnType<typeof linesOf>) =>
  lines.map((line) => ("follows" in line && line.follows ? `${line.kind}+` : line.kind));

test("a day begins with its name, and whoever goes on speaking is not named again", () => {
  const lines = linesOf(
    [
      message(1, "brand-1", "2026-03-01T10:00:00"),
      message(2, "brand-1", "2026-03-01T10:01:00"),
      message(3, "agent-1", "2026-03-01T10:02:00"),
      message(4, "agent-1", "2026-03-01T10:20:00"),
      message(5, "agent-1", "2026-03-02T10:00:00"),
    ],
    [],
    "agent-1",
    5,
  );
  expect(kinds(lines)).toEqual(["day", "message", "message+", "message", "message", "day", "message"]);
});

test("what is new is marked once, before the first message of others", () => {
  const log = [
    message(1, "brand-1", "2026-03-01T10:00:00"),
    message(2, "agent-1", "2026-03-01T10:00:10"),
    message(3, "brand-1", "2026-03-01T10:00:20"),
    message(4, "brand-1", "2026-03-01T10:00:30"),
  ];
  expect(kinds(linesOf(log, [], "agent-1", 1))).toEqual([
    "day",
    "message",
    "message",
    "new",
    "message",
    "message+",
  ]);
  expect(kinds(linesOf(log, [], "agent-1", 4))).not.toContain("new");
  expect(kinds(linesOf(log, [], "agent-1", 0))).not.toContain("new");
});

test("the server's words belong to nobody", () => {
  const log = [1, 2].map((seq) => message(seq, "system", "2026-03-01T10:00:00", "system"));
  expect(kinds(linesOf(log, [], "agent-1", 2))).toEqual(["day", "message", "message"]);
});

test("what is on its way goes on after the own messages", () => {
  const at = "2026-03-01T10:00:00";
  const pending = { clientId: "c", createdAt: Date.parse(at) + 1_000 } as PendingMessage;
  expect(kinds(linesOf([message(1, "agent-1", at)], [pending], "agent-1", 1))).toEqual([
    "day",
    "message",
    "pending+",
  ]);
});
