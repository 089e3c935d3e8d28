// Who talks to us in live chats.

import type { Person } from "@liaison-chat/client";

/** Whether this person does. Brands and creators write about their orders. */
export const hasSessions = (me: Pick<Person, "user_type"> | undefined): boolean =>
  me?.user_type === "customer" || me?.user_type === "visitor";
