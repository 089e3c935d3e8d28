// A log becomes rows: days, persons and the server's own sentences.

import { expect, test } from "vitest";
import { type Row, rowsOf } from "../../src/chat/rows.ts";
import type { ShownMessage } from "../../src/chat/use-chat.ts";

let seq = 0;
const said = (who: string, at: string, more: Partial<ShownMessage> = {}): ShownMessage => ({
  id: `id-${++seq}`,
  conversation_id: "c",
  seq,
  sender: { id: 1, public_id: who, name: who, kind: "agent" },
  sender_role: "agent",
  message_type: "user_input",
  text: "words",
  attachments: [],
  action_required: false,
  action_completed: false,
  created_at: at,
  ...more,
});
const shape = (rows: Row[]) =>
  rows.map((row) =>
    row.kind === "message"
      ? `${row.isOwn ? "own" : "other"}${row.isFirst ? "(" : ""}${row.isLast ? ")" : ""}`
      : row.kind,
  );

test("a day begins with a line", () => {
  const rows = rowsOf([said("a", "2026-01-01T10:00:00"), said("a", "2026-01-02T10:00:00")], "me");
  expect(shape(rows)).toEqual(["day", "other()", "day", "other()"]);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(4);
});

test("messages of one person in a short time stand together", () => {
  const rows = rowsOf(
    [
      said("a", "2026-01-01T10:00:00"),
      said("a", "2026-01-01T10:01:00"),
      said("me", "2026-01-01T10:01:30"),
      said("a", "2026-01-01T10:02:00"),
      said("a", "2026-01-01T10:20:00"),
    ],
    "me",
  );
  expect(shape(rows)).toEqual(["day", "other(", "other)", "own()", "other()", "other()"]);
});

test("what is on its way is one's own, also before one knows who one is", () => {
  const pending = { clientId: "k", createdAt: 0, status: "waiting", text: "words" } as const;
  const [, row] = rowsOf([said("", "2026-01-01T10:00:00", { pending, client_id: "k" })], undefined);
  expect(row).toMatchObject({ kind: "message", isOwn: true, key: "k" });
});

test("that one came oneself is not said; that another one came is", () => {
  const event = (user_id: string) =>
    said("system", "2026-01-01T10:00:00", {
      message_type: "system",
      action_data: { event: "joined", user_id },
    });
  expect(shape(rowsOf([event("me")], "me"))).toEqual(["day"]);
  expect(shape(rowsOf([event("agent-2")], "me"))).toEqual(["day", "event"]);
});
