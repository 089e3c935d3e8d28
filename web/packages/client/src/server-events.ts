// What the server tells by socket, in the vocabulary that this client speaks. See docs/reference/events.md.

import type {
  Change,
  ChannelType,
  ConversationState,
  ErrorBody,
  Hidden,
  Message,
  OrderStatus,
  Priority,
  TicketStatus,
} from "./rest/api.gen.ts";

/** Events of the server by name, with their payloads. */
export interface ServerEvents {
  new_message: { conversation_id: string; message: Message | Hidden };
  message_updated: { conversation_id: string; seq: number; change: Change };
  message_deleted: { conversation_id: string; seq: number; change: Change };
  heads: Record<string, number>;
  user_typing: { conversationId: string; userId: string; isTyping: boolean };
  message_seen: { conversationId: string; messageId: string; userId: string; seq: number };
  user_status_change: { userId: string; status: string; is_online: boolean };
  user_offline: { userId: string };
  conversation_state_changed: {
    conversation_id: string;
    previous_state: ConversationState;
    new_state: ConversationState;
    reason: string | null;
    timestamp: string;
  };
  ticket_updated: {
    ticket_id: number;
    status: TicketStatus;
    priority: Priority;
    agent_id: number | null;
    order_status: OrderStatus;
  };
  /** Something was said in some ticket; to staff, at most once a second. */
  ticket_activity: Record<string, never>;
  /** A draft of this member of staff, written elsewhere or here; an empty one was sent or removed. */
  draft_changed: { ticket_id: number; channel_type: ChannelType | "notes"; text: string; updated_at: string };
  /** Who looks at a ticket now, the whole list; to staff who look at it too. */
  ticket_viewers: { ticket_id: number; viewers: readonly TicketViewer[] };
  conversation_left: { conversation_id: string; reason: string };
  notification: Notice;
  /** The token that was shown expires in so many seconds. */
  token_expiring: { expires_in: number };
  /** An event without acknowledgement was refused; `TOKEN_EXPIRED` also before the connection ends for it. */
  error: ErrorBody;
  server_drain: { retry_after_ms?: number };
}

/** A member of staff who looks at a ticket. */
export interface TicketViewer {
  public_id: string;
  name: string;
  state: "viewing" | "replying";
  channel_type?: ChannelType | "notes" | null;
  since: string;
}

/** News for one person, joined or not. Only staff are mentioned, and told of tickets that were put aside. */
export type Notice =
  | { type: "new_message" | "mention"; data: NewMessageNotice }
  | { type: "snooze_over"; data: { ticket_id: number } };

/** What a notification of a message tells. */
export interface NewMessageNotice {
  conversation_id: string;
  message_id: string;
  seq: number;
  message: string;
  sender_id: string;
  sender_name: string;
  created_at: string;
}

/** The answer to `join_conversation`. */
export interface Joined {
  conversation_id: string;
  state: ConversationState;
  last_seq: number;
  last_read_seq: number;
}

/** The answer to `resume`. */
export type Resumed =
  | {
      reset?: undefined;
      conversation_id: string;
      items: (Message | Change | Hidden)[];
      has_more: boolean;
      last_seq: number;
    }
  | { reset: true; conversation_id: string; last_seq: number };
