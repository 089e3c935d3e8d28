// Generated from docs/asyncapi.json by `npm run generate`. Do not edit.

import type {
  Change,
  ChannelType,
  Conversation,
  ConversationId,
  ConversationState,
  DraftChannel,
  ErrorBody,
  FileId,
  Hidden,
  LogEntry,
  Message,
  MessageId,
  OrderStatus,
  Person,
  PersonId,
  PersonRef,
  Priority,
  ReadState,
  TicketId,
  TicketStatus,
  Viewer,
  Viewers,
} from "./rest/api.gen.ts";

/** What somebody does at a ticket, or that it is no longer open. */
export type AtTicket = "viewing" | "replying" | "left";

/** `authenticate`. */
export type AuthenticateEvent = {
  /** A token of the person whose socket it is. */
  token: string;
};

/** To `authenticate`. */
export type Authenticated = {
  /** Seconds until the new token expires. */
  expires_in: number;
  /** Whose token it is. */
  user: Person;
};

/** A conversation as a new message leaves it. */
export type ConversationContext = {
  /** The conversation. */
  conversation_id: ConversationId;
  channel_type: ChannelType | null;
  /** The position of the message. */
  last_seq: number;
};

/** This socket no longer gets the events of a conversation. */
export type ConversationLeft = {
  /** The conversation. */
  conversation_id: ConversationId;
  /** Why. */
  reason: LeftReason;
};

/** A conversation id or channel name. */
export type ConversationName = string;

/** A conversation was frozen, thawed or closed. */
export type ConversationStateChanged = {
  /** The conversation. */
  conversation_id: ConversationId;
  /** The state before. */
  previous_state: ConversationState;
  /** The state now. */
  new_state: ConversationState;
  /** Why. */
  reason: string;
  /** When. */
  timestamp: string;
};

/** A draft of this member of staff was written, changed or, with an empty text, sent or removed. */
export type DraftChanged = {
  /** The ticket. */
  ticket_id: TicketId;
  /** Where the draft is to go. */
  channel_type: DraftChannel;
  /** The text now. */
  text: string;
  /** When it changed. */
  updated_at: string;
};

/** Where the joined conversations stand: the newest `seq` of each. A client that lacks entries asks for them with `resume`. */
export type Heads = Record<string, number>;

/** The number of a bid or campaign of the host application. */
export type HostObject = number;

/** To `join`. */
export type Identified = {
  /** Whose token it is. */
  user: Person;
};

/** `join:session`: an id, or an id with the last position the client has. */
export type JoinSessionEvent = string | {
  /** The session id or channel name. */
  id: string;
  /** The last position the client has. */
  after_seq?: number | null;
};

/** To `join_conversation`. */
export type Joined = JoinedConversation | {
  /** The ticket. */
  ticket_id: TicketId;
  /** Its channels. */
  channels: JoinedConversation[];
};

/** A conversation whose live events have begun. */
export type JoinedConversation = {
  /** The conversation. */
  conversation_id: ConversationId;
  /** Whether messages are taken. */
  state: ConversationState;
  /** Where it stands. */
  last_seq: number;
  /** Everything up to here has been read by the person. */
  last_read_seq: number;
};

/** To `leave_conversation`. */
export type LeftConversations = {
  /** The conversations whose live events have ended. */
  left: ConversationId[];
};

/** Why the events of a conversation ended. */
export type LeftReason = "access_lost" | "left";

/** `mark_seen`. */
export type MarkSeenEvent = {
  /** The conversation id or channel name. */
  conversationId: string;
  messageId?: MessageId | null;
  /** Its position, for who does not know its id. */
  seq?: number | null;
  userId?: PersonRef | null;
};

/** A message was edited or deleted. */
export type MessageChanged = {
  /** The session. */
  session_id: ConversationId;
  /** The change. */
  change: Change;
};

/** A message was deleted. */
export type MessageDeleted = {
  /** The conversation. */
  conversation_id: ConversationId;
  /** The position of the change. */
  seq: number;
  /** The change. */
  change: Change;
};

/** A message of a joined session. */
export type MessageNew = {
  /** The session. */
  session_id: ConversationId;
  /** The message; only its place when the viewer may not read it. */
  message: SomeMessage;
};

/** What a notification of a message says. */
export type MessageNotice = {
  /** The conversation. */
  conversation_id: ConversationId;
  /** The message. */
  message_id: MessageId;
  /** Its position. */
  seq: number;
  /** Its text. */
  message: string;
  /** The chat identity of its sender. */
  sender_id: string;
  /** The display name of its sender. */
  sender_name: string;
  channel_type: ChannelType | null;
  /** When it was stored. */
  created_at: string;
};

/** Somebody has read up to a message. */
export type MessageRead = {
  /** The session. */
  session_id: ConversationId;
  /** The newest message that was read. */
  message_id: MessageId;
  /** The chat identity of the reader. */
  user_id: string;
  /** The position of the message. */
  seq: number;
};

/** `message:read`. */
export type MessageReadEvent = {
  /** The session id or channel name. */
  session_id: string;
  message_id?: MessageId | null;
  /** Its position, for who does not know its id. */
  seq?: number | null;
};

/** Somebody has read up to a message. */
export type MessageSeen = {
  /** The conversation. */
  conversationId: ConversationId;
  /** The newest message that was read. */
  messageId: MessageId;
  /** The chat identity of the reader. */
  userId: string;
  /** The position of the message. */
  seq: number;
};

/** `message:send`. */
export type MessageSendEvent = {
  /** The session id or channel name. */
  session_id: string;
  /** The text. */
  text?: string;
  /** Files uploaded before. */
  attachment_ids?: FileId[];
  /** The sender's own key for this message. */
  client_id?: string | null;
};

/** A message was edited. */
export type MessageUpdated = {
  /** The conversation. */
  conversation_id: ConversationId;
  /** The position of the change. */
  seq: number;
  /** The change. */
  change: Change;
};

/** A message of a joined conversation. */
export type NewMessage = {
  /** The conversation. */
  conversation_id: ConversationId;
  /** The message; only its place when the viewer may not read it. */
  message: SomeMessage;
  conversation_context?: ConversationContext | null;
};

/** Something happened that a person is told of, whether or not the conversation was joined. */
export type Notification = {
  /** A message in a conversation the person belongs to. */
  data: MessageNotice;
  type: "new_message";
} | {
  /** A note that mentions the person. */
  data: MessageNotice;
  type: "mention";
} | {
  /** A snooze has ended. */
  data: TicketNotice;
  type: "snooze_over";
};

/** `resume`. */
export type ResumeEvent = {
  /** The conversation id or channel name. */
  conversationId: string;
  /** The last position the client has. */
  afterSeq: number;
};

/** To `resume`. */
export type Resumed = {
  /** The conversation. */
  conversation_id: ConversationId;
  /** In the order of `seq`, without a hole. */
  items: LogEntry[];
  /** Whether to ask again from the last of them. */
  has_more: boolean;
  /** Where the conversation stands. */
  last_seq: number;
} | {
  /** The conversation. */
  conversation_id: ConversationId;
  /** Always `true`. */
  reset: boolean;
  /** Where the conversation stands. */
  last_seq: number;
};

/** `send_message`. */
export type SendMessageEvent = {
  /** The conversation id or channel name. */
  conversationId?: string | null;
  senderId?: PersonRef | null;
  receiverId?: PersonRef | null;
  /** The text. */
  message?: string;
  /** An https address of media kept elsewhere. */
  mediaUrl?: string | null;
  /** Files uploaded before. */
  attachmentIds?: FileId[];
  /** The sender's own key for this message. */
  clientId?: string | null;
};

/** The server stops. */
export type ServerDrain = {
  /** Milliseconds after which to connect again. */
  retry_after_ms: number;
};

/** The log after the position that was asked for, or its newest messages. */
export type SessionHistory = {
  /** The session. */
  session: Conversation;
  /** In the order of `seq`. */
  messages: LogEntry[];
  /** Whether there is more in the same direction. */
  has_more: boolean;
  /** `true` when the position is not one of this log: load the session anew. Absent otherwise. */
  reset?: boolean;
};

/** To `message:read`. */
export type SessionRead = {
  /** The session. */
  session_id: ConversationId;
  /** Everything up to here has been read. */
  last_read_seq: number;
};

/** `typing:start`, `typing:stop`. */
export type SessionTypingEvent = {
  /** The session id or channel name. */
  session_id: string;
};

/** A message, or only its place when the viewer may not read it. */
export type SomeMessage = Message | Hidden;

/** To `send_message` and `message:send`, after the message is durable. */
export type StoredMessage = {
  /** The message as its sender sees it. */
  message: Message;
  /** Its position. */
  seq: number;
};

/** To events that are only taken. */
export type Taken = Record<string, unknown>;

/** Something was said, edited or deleted in some ticket. At most once a second. */
export type TicketActivity = Record<string, unknown>;

/** What a notification of a ticket says. */
export type TicketNotice = {
  /** The ticket. */
  ticket_id: TicketId;
};

/** A ticket changed. */
export type TicketUpdated = {
  /** The ticket. */
  ticket_id: TicketId;
  /** How far it is. */
  status: TicketStatus;
  /** How urgent it is. */
  priority: Priority;
  /** Who handles it. */
  agent_id: PersonId;
  /** How far its order is. */
  order_status: OrderStatus;
  /** Its channels; to a party only its own. */
  channels: UpdatedChannel[];
};

/** To `ticket_viewing`. */
export type TicketViewing = {
  /** Everybody who has the ticket open now, whoever came first first. */
  viewers: Viewer[];
};

/** `ticket_viewing`. */
export type TicketViewingEvent = {
  /** The ticket. */
  ticketId: TicketId;
  /** What the person does there now. */
  state: AtTicket;
  channelType?: DraftChannel | null;
};

/** The token that was shown last expires soon. */
export type TokenExpiring = {
  /** Seconds until then. */
  expires_in: number;
};

/** `typing_start`, `typing_stop`. */
export type TypingEvent = {
  /** The conversation id or channel name. */
  conversationId: string;
  userId?: PersonRef | null;
};

/** Somebody types. */
export type TypingStarted = {
  /** The session. */
  session_id: ConversationId;
  /** The chat identity of who types. */
  user_id: string;
  /** The display name. */
  name: string;
};

/** Somebody no longer types. */
export type TypingStopped = {
  /** The session. */
  session_id: ConversationId;
  /** The chat identity of who typed. */
  user_id: string;
  /** The display name. */
  name: string;
};

/** A channel of a ticket that changed. */
export type UpdatedChannel = {
  /** Its conversation. */
  conversation_id: ConversationId;
  /** Which channel. */
  channel_type: ChannelType;
};

/** Somebody came in. */
export type UserJoined = {
  /** The session. */
  session_id: ConversationId;
  /** Who. */
  user: Person;
};

/** Somebody left. */
export type UserLeft = {
  /** The session. */
  session_id: ConversationId;
  /** Who. */
  user: Person;
};

/** The last connection of somebody ended. */
export type UserOffline = {
  /** The chat identity. */
  userId: string;
};

/** Somebody came online, went offline or changed the agent status. */
export type UserStatusChange = {
  /** The chat identity. */
  userId: string;
  /** `online` or `offline`; of staff who are online the agent status: `available`, `busy`, `away`, `offline`. */
  status: string;
  /** Whether a connection is live. */
  is_online: boolean;
};

/** `user_status`. */
export type UserStatusEvent = {
  userId?: PersonRef | null;
  /** `available`, `busy`, `away`, `offline`; `online` means available. */
  status: string;
};

/** To `user_status`. */
export type UserStatusSet = {
  /** The status as it was sent. */
  status: string;
};

/** Somebody types, or stopped. */
export type UserTyping = {
  /** The conversation. */
  conversationId: ConversationId;
  /** The chat identity of who types. */
  userId: string;
  /** Whether typing goes on. */
  isTyping: boolean;
};

/** Events of the server by name, with their payloads. */
export interface ServerEvents {
  /** this socket no longer gets the events of a conversation */
  conversation_left: ConversationLeft;
  /** a conversation was frozen, thawed or closed */
  conversation_state_changed: ConversationStateChanged;
  /** a draft of this member of staff was written, changed or, with an empty text, sent or removed */
  draft_changed: DraftChanged;
  /** an event without acknowledgement was refused; `TOKEN_EXPIRED` also before the connection ends for it */
  error: ErrorBody;
  /** the newest `seq` of each joined conversation, from time to time; a client that lacks entries asks `resume` */
  heads: Heads;
  /** a message was edited or deleted */
  "message:changed": MessageChanged;
  /** a message of a joined session */
  "message:new": MessageNew;
  /** somebody has read up to here; the reader's own sockets get it whether or not they joined */
  "message:read": MessageRead;
  /** a message was deleted */
  message_deleted: MessageDeleted;
  /** somebody has read up to here; the reader's own sockets get it whether or not they joined */
  message_seen: MessageSeen;
  /** a message was edited */
  message_updated: MessageUpdated;
  /** a message of a joined conversation */
  new_message: NewMessage;
  /** something happened that concerns the person, whether or not the conversation was joined: a message, a note that mentions the person, the end of a snooze */
  notification: Notification;
  /** the server stops; connect again after the given time */
  server_drain: ServerDrain;
  /** after `join:session`: the log after the asked position, or its newest messages */
  "session:history": SessionHistory;
  /** something was said, edited or deleted in some ticket, at most once a second: a list of colleagues' tickets is to be read again */
  ticket_activity: TicketActivity;
  /** a ticket changed; `channels` are those that the viewer may know */
  ticket_updated: TicketUpdated;
  /** somebody opened, answers or left the ticket: everybody who has it open now */
  ticket_viewers: Viewers;
  /** the token expires soon: show a new one by `authenticate`, else the connection ends after the event `error` (`TOKEN_EXPIRED`) */
  token_expiring: TokenExpiring;
  /** somebody types */
  "typing:start": TypingStarted;
  /** somebody no longer types */
  "typing:stop": TypingStopped;
  /** somebody came in */
  "user:joined": UserJoined;
  /** somebody left */
  "user:left": UserLeft;
  /** the last connection of somebody ended */
  user_offline: UserOffline;
  /** somebody came online, went offline or changed the agent status */
  user_status_change: UserStatusChange;
  /** somebody types, or stopped */
  user_typing: UserTyping;
}

/** Events of clients by name, with their first argument. */
export interface ClientEvents {
  /** shows a new token of the same person before the one there is expires */
  authenticate: AuthenticateEvent;
  /** says who is there; must be the token's person */
  join: PersonRef;
  /** starts live events of a session or channel; `session:history` follows */
  "join:session": JoinSessionEvent;
  /** joins a bid's room, when the person may see the bid */
  join_bid_room: HostObject;
  /** joins a campaign's room, when the person may see the campaign */
  join_campaign_room: HostObject;
  /** starts live events of a conversation */
  join_conversation: ConversationName;
  /** ends them */
  leave_conversation: ConversationName;
  /** everything up to this message or position has been seen; without either, everything */
  mark_seen: MarkSeenEvent;
  /** everything up to this message or position has been read; without either, everything */
  "message:read": MessageReadEvent;
  /** posts a message; answered after it is durable */
  "message:send": MessageSendEvent;
  /** asks for everything after a position */
  resume: ResumeEvent;
  /** posts a message; answered after it is durable */
  send_message: SendMessageEvent;
  /** staff: this socket has a ticket open, answers it in a channel, or has left it */
  ticket_viewing: TicketViewingEvent;
  /** the person types */
  "typing:start": SessionTypingEvent;
  /** the person no longer types */
  "typing:stop": SessionTypingEvent;
  /** the person types */
  typing_start: TypingEvent;
  /** the person no longer types */
  typing_stop: TypingEvent;
  /** sets the agent status of staff, and tells those who may see the person */
  user_status: UserStatusEvent;
}

/** What client events are answered with, besides `success: true`. */
export interface Answers {
  authenticate: Authenticated;
  join: Identified;
  "join:session": JoinedConversation;
  join_bid_room: Taken;
  join_campaign_room: Taken;
  join_conversation: Joined;
  leave_conversation: LeftConversations;
  mark_seen: ReadState;
  "message:read": SessionRead;
  "message:send": StoredMessage;
  resume: Resumed;
  send_message: StoredMessage;
  ticket_viewing: TicketViewing;
  "typing:start": Taken;
  "typing:stop": Taken;
  typing_start: Taken;
  typing_stop: Taken;
  user_status: UserStatusSet;
}
