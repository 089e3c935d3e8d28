// The conversations of a person, the one with the newest activity first.

import type { Deps } from "../conversation/follower.ts";
import type { Conversation } from "../rest/api.gen.ts";
import { RefreshingList } from "./refreshing.ts";

/** The list of a person's conversations: last message, unread messages, who is in it. Live while subscribed to. */
export function conversationList(liaison: Deps): RefreshingList<Conversation> {
  const { connection, rest } = liaison;
  return new RefreshingList<Conversation>(liaison, {
    key: ({ id }) => id,
    load: (page, limit) => rest.call("GET /chat/channels", { query: { page, limit } }),
    watch: (outdated, list) => [
      // To members wherever they are; the others to those who joined.
      connection.on("notification", ({ data }) => {
        if ("seq" in data) list.change(data.conversation_id, (item) => counted(item, data.seq));
        outdated();
      }),
      connection.on("new_message", outdated),
      connection.on("message_updated", outdated),
      connection.on("message_deleted", outdated),
      connection.on("conversation_state_changed", outdated),
      connection.on("ticket_updated", outdated),
      // What this person reads in another window is read here too.
      connection.on("message_seen", outdated),
    ],
  });
}

/** With one unread message more, if that is news. */
function counted(item: Conversation, seq: number): Conversation {
  return seq > item.last_seq ? { ...item, last_seq: seq, unread: item.unread + 1 } : item;
}
