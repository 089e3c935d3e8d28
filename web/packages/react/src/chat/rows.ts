// A log as rows on a screen: a line for each new day, messages of one person together. Pure, for any kind of screen.

import { dayNumber } from "../words/formats.ts";
import type { ShownMessage } from "./use-chat.ts";

/** One row. */
export type Row =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "event"; readonly key: string; readonly message: ShownMessage }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly message: ShownMessage;
      readonly isOwn: boolean;
      readonly isFirst: boolean;
      readonly isLast: boolean;
    };

/** Messages of one person belong together when no more time than this lies between them. */
const TOGETHER_MS = 5 * 60_000;

/** The rows of a log. `me` is the chat identity of who looks. */
export function rowsOf(messages: readonly ShownMessage[], me: string | undefined): Row[] {
  const rows: Row[] = [];
  let day: number | undefined;
  messages.forEach((message, index) => {
    const at = Date.parse(message.created_at);
    const today = dayNumber(at);
    if (today !== day) rows.push({ kind: "day", key: `day-${today}`, at });
    day = today;
    // A message is drawn under the key it was written with, so that it stays itself when it is stored.
    const key = message.client_id ?? message.id;
    if (message.message_type === "system") {
      if (isWorthSaying(message, me)) rows.push({ kind: "event", key, message });
      return;
    }
    rows.push({
      kind: "message",
      key,
      message,
      isOwn: message.pending !== undefined || message.sender.public_id === me,
      isFirst: !areTogether(messages[index - 1], message),
      isLast: !areTogether(message, messages[index + 1]),
    });
  });
  return rows;
}

/** That one came oneself is no news to oneself. */
function isWorthSaying({ action_data }: ShownMessage, me: string | undefined): boolean {
  const { event, user_id } = action_data ?? {};
  return !((event === "joined" || event === "left") && user_id === me);
}

function areTogether(one: ShownMessage | undefined, next: ShownMessage | undefined): boolean {
  if (!one || !next || one.message_type === "system" || next.message_type === "system") return false;
  const from = Date.parse(one.created_at);
  const to = Date.parse(next.created_at);
  return (
    one.sender.public_id === next.sender.public_id &&
    to - from < TOGETHER_MS &&
    dayNumber(from) === dayNumber(to)
  );
}
