// A log as it is drawn: where a day begins, who goes on speaking, what is new.

import type { Message, PendingMessage } from "@liaison-chat/client";

/** What is drawn, one below the other. */
export type Line =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "new"; readonly key: string }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly message: Message;
      readonly follows: boolean;
    }
  | {
      readonly kind: "pending";
      readonly key: string;
      readonly pending: PendingMessage;
      readonly follows: boolean;
    };

/** The same person within so long goes on speaking. */
const FOLLOWS_MS = 5 * 60_000;

/** The lines of a log. `readTo` is where the person had read when the ticket was opened. */
export function linesOf(
  messages: readonly Message[],
  pending: readonly PendingMessage[],
  me: string,
  readTo: number | undefined,
): Line[] {
  const lines: Line[] = [];
  let day = "";
  let before: { who: string; at: number } | undefined;
  let isNewShown = readTo === undefined;
  for (const message of messages) {
    const at = Date.parse(message.created_at);
    const today = new Date(at).toDateString();
    if (today !== day) {
      day = today;
      before = undefined;
      lines.push({ kind: "day", key: `day-${today}`, at });
    }
    if (!isNewShown && message.seq > (readTo ?? 0) && message.sender.public_id !== me) {
      isNewShown = true;
      before = undefined;
      // Without anything before it all is new, which nobody has to be told.
      if ((readTo ?? 0) > 0) lines.push({ kind: "new", key: "new" });
    }
    const who = message.message_type === "system" ? "" : message.sender.public_id;
    const follows = before !== undefined && who !== "" && before.who === who && at - before.at < FOLLOWS_MS;
    lines.push({ kind: "message", key: message.client_id ?? message.id, message, follows });
    before = { who, at };
  }
  for (const one of pending) {
    const follows = before !== undefined && before.who === me && one.createdAt - before.at < FOLLOWS_MS;
    lines.push({ kind: "pending", key: one.clientId, pending: one, follows });
    before = { who: me, at: one.createdAt };
  }
  return lines;
}
