// Which messages can be changed: asked of each one, long before somebody changes one.

import type { ShownMessage } from "./use-chat.ts";

/** Whether its author may change it: forms and what is still on its way stay as they are. */
export function isChangeable({ pending, deleted_at, message_type, action_data }: ShownMessage): boolean {
  return !pending && !deleted_at && message_type === "user_input" && !action_data;
}
