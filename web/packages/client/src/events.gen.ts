// Generated from docs/asyncapi.json by `npm run generate`. Do not edit.

import type {
  CaseRow,
  Change,
  ChannelType,
  Conversation,
  ConversationId,
  ConversationState,
  DealContext,
  DraftChannel,
  ErrorBody,
  FileId,
  FlowUpdate,
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
  Session,
  TicketId,
  TicketStatus,
  Viewer,
  Viewers,
} from "./rest/api.gen.ts";

/** What a person is doing in a ticket, or that they left it. */
export type AtTicket = "viewing" | "replying" | "left";

/** `authenticate`. */
export type AuthenticateEvent = {
  /** A token of the same person. */
  token: string;
};

/** To `authenticate`. */
export type Authenticated = {
  /** Seconds until the new token expires. */
  expires_in: number;
  /** The person the token identifies. */
  user: Person;
};

/** A button of a guided deal was clicked. */
export type ButtonAction = {
  /** The conversation. */
  conversationId: ConversationId;
  /** The button. */
  button_id: string;
  message?: Message | null;
  /** What changed. */
  flow_update: FlowUpdate;
  /** How the conversation stands, as the viewer sees it. */
  conversation_context: DealContext;
};

/** Rows of the inbox changed. The same for all staff: `unread` and `mentions` are 0. */
export type CasesChanged = {
  /** The rows as they are now. */
  cases: CaseRow[];
  /** Whether more rows changed than are named: a list is to be loaded again. */
  reload: boolean;
};

/** A conversation after a new message. */
export type ConversationContext = {
  /** The conversation. */
  conversation_id: ConversationId;
  channel_type: ChannelType | null;
  /** The position of the message. */
  last_seq: number;
};

/** This socket no longer receives the events of a conversation. */
export type ConversationLeft = {
  /** The conversation. */
  conversation_id: ConversationId;
  /** The reason. */
  reason: LeftReason;
};

/** A conversation id or channel name. */
export type ConversationName = string;

/** A conversation was frozen, thawed or closed, or its flow is in another state. */
export type ConversationStateChanged = {
  /** The conversation. */
  conversation_id: ConversationId;
  /** The previous state: of the flow in a guided deal, else `open`, `frozen` or `closed`. */
  previous_state: string;
  /** The new state. */
  new_state: string;
  /** The reason; in a guided deal the action, the event or the time. */
  reason: string;
  /** The entry of the log that says so, in a guided deal. */
  seq?: number | null;
  /** When it changed. */
  timestamp: string;
};

/** A draft of this member of staff was written, changed or, with an empty text, sent or removed. */
export type DraftChanged = {
  /** The ticket. */
  ticket_id: TicketId;
  /** Where the draft will be sent. */
  channel_type: DraftChannel;
  /** The current text. */
  text: string;
  /** When it changed. */
  updated_at: string;
};

/** The newest `seq` of each joined conversation. A client that is missing entries asks for them with `resume`. */
export type Heads = Record<string, number>;

/** The number of a bid or campaign of the host application. */
export type HostObject = number;

/** To `join`. */
export type Identified = {
  /** The person the token identifies. */
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

/** A joined conversation. */
export type JoinedConversation = {
  /** The conversation. */
  conversation_id: ConversationId;
  /** Whether messages are accepted. */
  state: ConversationState;
  /** Its newest `seq`. */
  last_seq: number;
  /** Everything up to here has been read by the person. */
  last_read_seq: number;
};

/** To `leave_conversation`. */
export type LeftConversations = {
  /** The conversations that were left. */
  left: ConversationId[];
};

/** Why a socket no longer receives a conversation's events. */
export type LeftReason = "access_lost" | "left";

/** `mark_seen`. */
export type MarkSeenEvent = {
  /** The conversation id or channel name. */
  conversationId: string;
  messageId?: MessageId | null;
  /** Its position, for clients that do not know its id. */
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
  /** The message; only its position when the viewer may not read it. */
  message: SomeMessage;
};

/** The payload of a notification about a message. */
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

/** A person has read up to a message. */
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
  /** Its position, for clients that do not know its id. */
  seq?: number | null;
};

/** A person has read up to a message. */
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
  /** Previously uploaded files. */
  attachment_ids?: FileId[];
  /** The sender's idempotency key for this message. */
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
  /** The message; only its position when the viewer may not read it. */
  message: SomeMessage;
  conversation_context?: ConversationContext | null;
};

/** Something a person is notified of, whether or not they joined the conversation. */
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

/** The place of a waiting live chat in the queue. */
export type QueuePosition = {
  /** The session. */
  session_id: ConversationId;
  /** The place, from 1. */
  position: number;
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
  /** Ordered by `seq`, without gaps. */
  items: LogEntry[];
  /** Whether to ask again, starting after the last of them. */
  has_more: boolean;
  /** The conversation's newest `seq`. */
  last_seq: number;
} | {
  /** The conversation. */
  conversation_id: ConversationId;
  /** Always `true`. */
  reset: boolean;
  /** The conversation's newest `seq`. */
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
  /** An https URL of media stored elsewhere. */
  mediaUrl?: string | null;
  /** Previously uploaded files. */
  attachmentIds?: FileId[];
  /** The sender's idempotency key for this message. */
  clientId?: string | null;
};

/** The server is shutting down. */
export type ServerDrain = {
  /** Milliseconds to wait before reconnecting. */
  retry_after_ms: number;
};

/** The log after the requested position, or its newest messages. */
export type SessionHistory = {
  /** The session. */
  session: Conversation;
  /** In the order of `seq`. */
  messages: LogEntry[];
  /** Whether there are more entries in the same direction. */
  has_more: boolean;
  /** `true` when the position is not one of this log: reload the session. Absent otherwise. */
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

/** A live chat changed hands or status. */
export type SessionUpdated = {
  /** The session. */
  session: Session;
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

/** To events that need no answer. */
export type Taken = Record<string, unknown>;

/** A message was posted, edited or deleted in some ticket. At most once a second. */
export type TicketActivity = Record<string, unknown>;

/** The payload of a notification about a ticket. */
export type TicketNotice = {
  /** The ticket. */
  ticket_id: TicketId;
};

/** A ticket changed. */
export type TicketUpdated = {
  /** The ticket. */
  ticket_id: TicketId;
  /** The status. */
  status: TicketStatus;
  /** The priority. */
  priority: Priority;
  /** Who handles it. */
  agent_id: PersonId;
  /** The status of its order. */
  order_status: OrderStatus;
  /** Its channels; to a party only its own. */
  channels: UpdatedChannel[];
};

/** To `ticket_viewing`. */
export type TicketViewing = {
  /** Everyone who has the ticket open, in order of arrival. */
  viewers: Viewer[];
};

/** `ticket_viewing`. */
export type TicketViewingEvent = {
  /** The ticket. */
  ticketId: TicketId;
  /** What the person is doing there. */
  state: AtTicket;
  channelType?: DraftChannel | null;
};

/** The current token expires soon. */
export type TokenExpiring = {
  /** Seconds until it expires. */
  expires_in: number;
};

/** Something was typed into the input of a guided deal. */
export type TypedInput = {
  /** The conversation. */
  conversationId: ConversationId;
  /** The action that it was typed for. */
  input_type: string;
  message?: Message | null;
  /** What changed. */
  flow_update: FlowUpdate;
  /** How the conversation stands, as the viewer sees it. */
  conversation_context: DealContext;
};

/** `typing_start`, `typing_stop`. */
export type TypingEvent = {
  /** The conversation id or channel name. */
  conversationId: string;
  userId?: PersonRef | null;
};

/** A person started typing. */
export type TypingStarted = {
  /** The session. */
  session_id: ConversationId;
  /** The chat identity of the person typing. */
  user_id: string;
  /** The display name. */
  name: string;
};

/** A person stopped typing. */
export type TypingStopped = {
  /** The session. */
  session_id: ConversationId;
  /** The chat identity of the person who was typing. */
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

/** A person joined. */
export type UserJoined = {
  /** The session. */
  session_id: ConversationId;
  /** The person. */
  user: Person;
};

/** A person left. */
export type UserLeft = {
  /** The session. */
  session_id: ConversationId;
  /** The person. */
  user: Person;
};

/** A person's last connection ended. */
export type UserOffline = {
  /** The chat identity. */
  userId: string;
};

/** A person came online, went offline or changed their agent status. */
export type UserStatusChange = {
  /** The chat identity. */
  userId: string;
  /** `online` or `offline`; for staff who are online, the agent status: `available`, `busy`, `away`, `offline`. */
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

/** A person started or stopped typing. */
export type UserTyping = {
  /** The conversation. */
  conversationId: ConversationId;
  /** The chat identity of the person typing. */
  userId: string;
  /** Whether the person is still typing. */
  isTyping: boolean;
};

/** Events of the server by name, with their payloads. */
export interface ServerEvents {
  /** a button of a guided deal was clicked; each side gets what it may see */
  button_action: ButtonAction;
  /** rows of the inbox changed: update them where they are shown, `unread` and `mentions` apart */
  cases_changed: CasesChanged;
  /** this socket no longer receives the events of a conversation */
  conversation_left: ConversationLeft;
  /** a conversation was frozen, thawed or closed, or its flow is in another state */
  conversation_state_changed: ConversationStateChanged;
  /** a draft of this member of staff was written, changed or, with an empty text, sent or removed */
  draft_changed: DraftChanged;
  /** an event without acknowledgement was refused; also sent with `TOKEN_EXPIRED` before a connection is closed */
  error: ErrorBody;
  /** the newest `seq` of each joined conversation, from time to time; a client that is missing entries calls `resume` */
  heads: Heads;
  /** a message was edited or deleted */
  "message:changed": MessageChanged;
  /** a message of a joined session */
  "message:new": MessageNew;
  /** a person has read up to here; the reader's own sockets get it whether or not they joined */
  "message:read": MessageRead;
  /** a message was deleted */
  message_deleted: MessageDeleted;
  /** a person has read up to here; the reader's own sockets get it whether or not they joined */
  message_seen: MessageSeen;
  /** a message was edited */
  message_updated: MessageUpdated;
  /** a message of a joined conversation */
  new_message: NewMessage;
  /** something happened that concerns the person, whether or not the conversation was joined: a message, a note that mentions the person, the end of a snooze */
  notification: Notification;
  /** a waiting live chat has another place in the queue; for whoever waits */
  "queue:position": QueuePosition;
  /** the server is shutting down; reconnect after the given time */
  server_drain: ServerDrain;
  /** after `join:session`: the log after the requested position, or its newest messages */
  "session:history": SessionHistory;
  /** a live chat changed hands or status */
  "session:updated": SessionUpdated;
  /** something was typed into the input of a guided deal; each side gets what it may see */
  text_input: TypedInput;
  /** a message was posted, edited or deleted in some ticket, at most once a second: reload lists of colleagues' tickets */
  ticket_activity: TicketActivity;
  /** a ticket changed; `channels` are those that the viewer may know */
  ticket_updated: TicketUpdated;
  /** a colleague opened, is answering or left the ticket; lists everyone who has it open */
  ticket_viewers: Viewers;
  /** the token expires soon: send a new one with `authenticate`, otherwise the connection is closed after the event `error` (`TOKEN_EXPIRED`) */
  token_expiring: TokenExpiring;
  /** a person started typing */
  "typing:start": TypingStarted;
  /** a person stopped typing */
  "typing:stop": TypingStopped;
  /** a person joined */
  "user:joined": UserJoined;
  /** a person left */
  "user:left": UserLeft;
  /** a person's last connection ended */
  user_offline: UserOffline;
  /** a person came online, went offline or changed their agent status */
  user_status_change: UserStatusChange;
  /** a person started or stopped typing */
  user_typing: UserTyping;
}

/** Events of clients by name, with their first argument. */
export interface ClientEvents {
  /** replaces the token by a new one of the same person before it expires */
  authenticate: AuthenticateEvent;
  /** identifies the person; must be the token's person */
  join: PersonRef;
  /** starts live events of a session or channel; `session:history` follows */
  "join:session": JoinSessionEvent;
  /** joins a bid's room if the person may see the bid */
  join_bid_room: HostObject;
  /** joins a campaign's room if the person may see the campaign */
  join_campaign_room: HostObject;
  /** starts live events of a conversation */
  join_conversation: ConversationName;
  /** stops live events of a conversation */
  leave_conversation: ConversationName;
  /** everything up to this message or position has been seen; without either, everything */
  mark_seen: MarkSeenEvent;
  /** everything up to this message or position has been read; without either, everything */
  "message:read": MessageReadEvent;
  /** posts a message; acknowledged once it is durable */
  "message:send": MessageSendEvent;
  /** requests everything after a position */
  resume: ResumeEvent;
  /** posts a message; acknowledged once it is durable */
  send_message: SendMessageEvent;
  /** staff: this socket is viewing a ticket, replying in a channel, or has left the ticket */
  ticket_viewing: TicketViewingEvent;
  /** the person started typing */
  "typing:start": SessionTypingEvent;
  /** the person stopped typing */
  "typing:stop": SessionTypingEvent;
  /** the person started typing */
  typing_start: TypingEvent;
  /** the person stopped typing */
  typing_stop: TypingEvent;
  /** sets a staff member's agent status and notifies everyone who may see them */
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
