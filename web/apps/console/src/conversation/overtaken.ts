// Whether a colleague answered while one was writing: then what one writes may be said already.

import type { Message } from "@liaison-chat/client";

/** Where a text was begun: after this message, or at this time when it was kept from before. */
export type Began = { readonly seq: number } | { readonly at: string };

/** The colleague who answered since. Times are the server's on both sides. */
export function overtakenBy(
  messages: readonly Pick<Message, "seq" | "sender" | "created_at" | "message_type" | "deleted_at">[],
  began: Began | undefined,
  me: string,
): { readonly name: string; readonly seq: number } | undefined {
  if (!began) return undefined;
  const found = messages.findLast(
    ({ seq, sender, created_at, message_type, deleted_at }) =>
      sender.kind === "agent" &&
      sender.public_id !== me &&
      message_type === "user_input" &&
      !deleted_at &&
      ("seq" in began ? seq > began.seq : created_at > began.at),
  );
  return found && { name: found.sender.name, seq: found.seq };
}
