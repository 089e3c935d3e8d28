// Generated from docs/openapi.json by `npm run generate`. Do not edit.

/** The answer to an action. */
export type Acted = {
  /** Always `true`. */
  success: boolean;
  /** What the log says of the action, for the one who acted. */
  message: Message;
  /** What changed. */
  flow_update: FlowUpdate;
  /** How the conversation stands now, as the caller sees it. */
  conversation_context: DealContext;
  /** What is to be paid, after `proceed_to_payment`. */
  payment_order?: Record<string, unknown> | null;
};

/** An entry of the activity log. */
export type Activity = {
  /** The position in the log: dense, from 1. */
  id: number;
  /** When it was done. */
  at: string;
  /** Who did it: a chat identity, `key-` and a number for an API key, or `system`. */
  actor: string;
  /** The name of the person. */
  actor_name?: string | null;
  /** What was done. Any other value was not written by this server version; show it unchanged. */
  action: ActivityAction;
  /** The kind of thing it was done to. */
  subject_kind: ActivitySubject;
  /** The id of the thing it was done to. */
  subject_id: string;
  /** Further details. */
  details: Record<string, unknown>;
  /** Hash of this entry and of the hash before it: changing an entry would require changing all later ones. */
  hash: string;
};

/** The actions that the activity log records. */
export type ActivityAction = "login" | "api_key.created" | "api_key.revoked" | "settings.changed" | "staff.created" | "staff.changed" | "person.revoked" | "person.deactivated" | "person.reactivated" | "template.created" | "template.changed" | "template.deleted" | "label.created" | "label.changed" | "label.deleted" | "message.deleted" | "message.relayed" | "ticket.status" | "ticket.priority" | "ticket.reassigned" | "case.reassigned" | "case.released" | "session.ended" | "ticket.snoozed" | "ticket.woken" | "job.replayed" | "job.discarded" | "ticket.labelled" | "ticket.unlabelled" | "activity.accepted";

/** A page of the activity log, newest first. */
export type ActivityPage = {
  /** The entries. */
  items: Activity[];
  /** Whether there are older entries. */
  has_more: boolean;
};

/** The kind of thing an action applies to. */
export type ActivitySubject = "login" | "api_key" | "settings" | "job" | "staff" | "person" | "template" | "label" | "ticket" | "session" | "conversation" | "activity";

/** The status an agent sets. */
export type AgentStatus = "available" | "busy" | "away" | "offline";

/** The answer of `GET /api/crm/tickets/{id}/agent-status`. */
export type AgentStatusView = {
  /** Who handles the ticket. */
  agent: TicketAgent;
  /** The status the agent has set. */
  agent_status: AgentStatus;
  /** Whether a connection of the agent is live now. */
  is_online: boolean;
  /** When the agent was last online. */
  last_online_at?: string | null;
};

/** An API key; the key itself is not stored. */
export type ApiKey = {
  /** The id. */
  id: ApiKeyId;
  /** A name that says what the key is for. */
  name: string;
  /** Its first characters, to recognise the key by. */
  prefix: string;
  /** What the key is allowed to do. */
  scopes: Scope[];
  /** When it was created. */
  created_at: string;
  /** When the key expires. */
  expires_at?: string | null;
  /** When it was revoked. */
  revoked_at?: string | null;
};

/** A key of the host's server. */
export type ApiKeyId = number;

/** The body of `POST /api/support/chat/sessions/{id}/assign`. */
export type AssignSession = {
  /** Who handles it from now on; the caller when absent. */
  agent_id?: number | null;
};

/** A stored decision of who handles an item. */
export type Assignment = {
  /** Who was chosen. */
  agent: TicketAgent;
  /** `rule`, or the chat identity of the person who decided. */
  decided_by: string;
  /** Everybody who was looked at. */
  candidates: Candidate[];
  /** Why the chosen one. */
  reasons: Reason[];
  /** Since when it holds. */
  from: string;
  /** Until when it held; absent while it does. */
  until?: string | null;
};

/** The answer of `GET /api/crm/tickets/{id}/assignments`. */
export type Assignments = {
  /** Every decision, the newest first. */
  items: Assignment[];
};

/** A file of a message. */
export type Attachment = {
  /** The file. */
  id: FileId;
  /** The name it was uploaded under, without folders. */
  name: string;
  /** The type found in its content, not the one that was claimed. */
  content_type: string;
  /** Its size in bytes. */
  size: number;
  /** Width of an image in pixels. */
  width?: number | null;
  /** Height of an image in pixels. */
  height?: number | null;
  /** Where to download it, with the caller's token. */
  url: string;
  /** Where to download a small picture of it, for images. */
  thumbnail_url?: string | null;
};

/** The body of `POST /api/messages/conversations/{id}/button-click`. */
export type ButtonClick = {
  /** The id of the button. */
  button_id: string;
  /** What goes with it: the fields that the action asks for, amounts in minor units, and `entry` of the button's data. */
  additional_data?: Record<string, unknown>;
  /** The sender's own key: the same key again gives the first result again. */
  client_id?: string | null;
};

/** Somebody who was looked at for an assignment. */
export type Candidate = {
  /** The person. */
  agent_id: PersonId;
  /** Open items this person had. */
  load: number;
  /** How many this person may have. */
  capacity: number;
  /** Whether the rule allowed this person. */
  eligible: boolean;
  /** Why not, when not. */
  refused_because?: Refusal[];
};

/** The kind of a case. */
export type CaseKind = "ticket" | "session";

/** A page of cases. */
export type CasePage = {
  /** The rows. */
  items: CaseRow[];
  /** What to ask for the next page with, as `cursor`; `null` on the last page. */
  next?: string | null;
};

/** A party of a case. */
export type CaseParty = {
  /** The person. */
  id: PersonId;
  /** The display name. */
  name: string;
  /** The side. */
  side: Side;
};

/** A case as a row of the inbox. */
export type CaseRow = {
  /** The kind. */
  kind: CaseKind;
  /** The id within the kind. */
  id: number;
  /** The kind and the id, such as `ticket-12`: the case in the address of the console. */
  key: string;
  /** What the case is about. */
  title: string;
  /** Everyone the case is for. */
  parties: CaseParty[];
  agent?: TicketAgent | null;
  /** The agent's team when the case was assigned. */
  team?: string | null;
  /** The status, in the words of its kind. */
  status: string;
  /** Whether there is work to do: it is neither resolved nor closed. */
  is_open: boolean;
  /** How urgent it is. */
  priority: Priority;
  /** Whose turn it is. */
  turn: Turn;
  last?: LastWords | null;
  /** Messages that the caller has not read. 0 in events, which are the same for everyone. */
  unread: number;
  /** Unread notes that mention the caller. 0 in events. */
  mentions: number;
  /** Its labels. */
  labels: LabelId[];
  /** Whether it is snoozed. */
  is_snoozed: boolean;
  /** Until when, if a time was set. */
  snoozed_until?: string | null;
  /** Since when it waits for an agent. */
  queued_at?: string | null;
  /** When it was created. */
  created_at: string;
  /** When it last changed hands, status or priority. */
  updated_at: string;
};

/** An edit or a deletion of an earlier message. */
export type Change = {
  /** The conversation. */
  conversation_id: ConversationId;
  /** The position of the change itself. */
  seq: number;
  /** The kind of change. */
  change: ChangeKind;
  /** The changed message. */
  message_id: MessageId;
  /** The text the message has now; empty when it was deleted. */
  text: string;
  /** When it happened. */
  created_at: string;
};

/** The kind of a change. */
export type ChangeKind = "edit" | "deletion";

/** The body of `PUT /api/crm/tickets/{id}/priority`. */
export type ChangePriority = {
  /** The new priority. */
  priority: Priority;
};

/** The body of `PUT /api/crm/tickets/{id}/status`. */
export type ChangeStatus = {
  /** The new status. */
  status: TicketStatus;
};

/** Which of a ticket's two channels. */
export type ChannelType = "brand_agent" | "creator_agent";

/** One channel, or for staff and a legacy name both channels of the ticket. */
export type ChannelView = Conversation | {
  /** The ticket. */
  ticket_id: TicketId;
  /** Its channels. */
  channels: Conversation[];
};

/** The answer of `GET /api/chat/token`. */
export type ChatToken = {
  /** A token for the socket's `auth: { token }`. */
  token: string;
  /** Seconds until it expires. */
  expires_in: number;
  /** Where to connect: `http.public_url`. Without that setting, the requested address if it is this machine or the address of the connection, otherwise `/`: the server that received the request. */
  url: string;
  /** The path of the socket. */
  path: string;
  /** The caller's chat identity. */
  user_id: string;
  /** The caller. */
  user: Person;
};

/** A member of staff as colleagues see them: who could take over a ticket. */
export type Colleague = {
  /** The person. */
  id: PersonId;
  /** The chat identity, `agent-3`. */
  public_id: string;
  /** The display name. */
  name: string;
  /** The role. */
  role: UserType;
  /** The team. */
  team?: string | null;
  /** The maximum number of open tickets. */
  capacity: number;
  /** The number of open tickets. */
  load: number;
  /** The number of unclosed tickets in which a party is waiting for an answer. */
  waiting_tickets: number;
  /** The status the agent has set. */
  agent_status: AgentStatus;
  /** Whether a connection is live now. */
  is_online: boolean;
  /** When the person was last online. */
  last_online_at?: string | null;
};

/** All active staff. */
export type Colleagues = {
  /** By id. */
  items: Colleague[];
};

/** The result of a console login. The refresh token is in a cookie that scripts cannot read. */
export type ConsoleLogin = {
  /** For `Authorization: Bearer …` and the socket's `auth: { token }`. */
  access_token: string;
  /** Seconds until the access token expires. */
  expires_in: number;
  /** Who logged in. */
  user: Person;
};

/** A conversation in a list, or alone. */
export type Conversation = {
  /** The id. */
  id: ConversationId;
  /** What it is about. */
  kind: ConversationKind;
  /** The channel name, for ticket channels. */
  channel?: string | null;
  channel_type?: ChannelType | null;
  ticket_id?: TicketId | null;
  /** The title of the ticket's order, for ticket channels. */
  order_title?: string | null;
  /** Whether messages are accepted. */
  state: ConversationState;
  /** Whether it is frozen; the same as `state`, in the form that host applications use. */
  frozen: boolean;
  /** The sequence number of the newest entry, 0 when there is none. */
  last_seq: number;
  /** Messages by others that the viewer has not read. */
  unread: number;
  last_message?: Message | null;
  /** Since when a party has been waiting: when the oldest message that staff have not answered was sent. For staff only; `null` when no one is waiting and when the channel is closed. */
  waiting_since?: string | null;
  /** The participants. */
  participants: Participant[];
  /** When it was created. */
  created_at: string;
};

/** A conversation: an ordered log of messages. UUIDv7. */
export type ConversationId = string;

/** What a conversation is about. */
export type ConversationKind = "ticket_brand" | "ticket_creator" | "ticket_notes" | "direct" | "campaign" | "bid" | "live_chat";

/** Whether new messages are accepted. */
export type ConversationState = "open" | "automated" | "frozen" | "closed";

/** The body of `POST /api/admin/api-keys`. */
export type CreateApiKey = {
  /** A name that says what the key is for. */
  name: string;
  /** What the key is allowed to do. */
  scopes: Scope[];
  /** When the key expires. */
  expires_at?: string | null;
};

/** The body of `POST /api/crm/labels`. */
export type CreateLabel = {
  /** The name. */
  name: string;
  /** The colour, `gray` when absent. */
  color?: LabelColor;
};

/** The body of `POST /api/campaigns` and `POST /api/bids`. */
export type CreateOffer = {
  /** What it is called. */
  title: string;
  /** What it is about. */
  description?: string;
  /** The amount in minor units. */
  amount: number;
  /** ISO 4217. */
  currency: string;
};

/** The body of `POST /api/orders`. */
export type CreateOrder = {
  /** The host's id of the order; repeating it returns the same order. */
  external_id?: string | null;
  /** What was ordered. */
  title: string;
  /** The price in minor units. */
  amount: number;
  /** ISO 4217, three capital letters. */
  currency: string;
  /** The quantity, 1 when absent. */
  quantity?: number | null;
  /** Who ordered. */
  brand: Party;
  /** Who delivers. */
  creator: Party;
  /** The requirements: a string or an object. */
  requirements?: unknown;
};

/** The body of `POST /api/admin/staff`. */
export type CreateStaff = {
  /** The display name. */
  name: string;
  /** The email address to log in with. */
  email: string;
  /** The role. */
  role: StaffRole;
  /** The password, at least 12 characters; without one the person cannot log in by password. */
  password?: string | null;
  /** The team. */
  team?: string | null;
  /** The person's skills. */
  skills?: string[];
  /** The maximum number of open tickets; absent: the workspace default. */
  capacity?: number | null;
};

/** The body of `POST /api/crm/templates`. */
export type CreateTemplate = {
  /** The title. */
  title: string;
  /** The shortcut, typed after `/`. */
  shortcut: string;
  /** The text. Variables: `{{party.name}}`, `{{agent.name}}`, `{{order.title}}`, `{{order.id}}`, `{{order.amount}}`, `{{ticket.id}}`. */
  body: string;
  channel_type?: ChannelType | null;
  /** The language it is in. */
  locale?: string | null;
};

/** The body of `POST /api/crm/tickets`. */
export type CreateTicket = {
  /** The order it is about. */
  order_id: OrderId;
  priority?: Priority | null;
};

/** A new API key. This is the only time the key itself is returned. */
export type CreatedApiKey = ApiKey & {
  /** `lk_…`. */
  key: string;
};

/** How a conversation stands, as one viewer sees it. */
export type DealContext = {
  /** The conversation. */
  conversation_id: ConversationId;
  /** What kind of conversation it is. */
  kind: ConversationKind;
  /** `automated`, `real_time` or `closed`. */
  chat_status: string;
  /** The state of the flow; `null` without a flow. */
  flow_state?: string | null;
  /** Whose turn it is. */
  awaiting_role?: string | null;
  /** Whether a flow guides the conversation now. */
  automation_enabled: boolean;
  /** The card of the viewer: title, buttons, inputs. `null` when there is nothing to do. */
  current_action_data?: Record<string, unknown> | null;
  /** What the viewer may see of the data. */
  flow_data: Record<string, unknown>;
  /** The flow and its version. */
  flow?: string | null;
  /** The version of the flow that the deal began with. */
  flow_version?: number | null;
  /** How many times a state was entered; buttons carry it. */
  entry?: number | null;
  /** When the state ends by itself. */
  deadline?: string | null;
  /** Why staff must look at the deal. For staff only. */
  attention?: string | null;
  /** The newest position of the log. */
  last_seq: number;
};

/** The body of `POST /api/messages/direct-connect`. */
export type DirectConnect = {
  /** Whom to write to: someone who made an offer that the caller may answer, or with whom the caller has a deal. */
  target_user_id: PersonRef;
  /** The first message. */
  initial_message: string;
};

/** The answer to `POST /api/messages/direct-connect`. */
export type DirectConnected = {
  /** Always `true`. */
  success: boolean;
  /** The conversation: the one that the two have, or a new one. */
  conversation: Conversation;
  /** The message. */
  message: Message;
};

/** Text that a person has started to write but not sent. */
export type Draft = {
  /** Where it will be sent. */
  channel_type: DraftChannel;
  /** The text so far, masked; empty once the draft is gone. */
  text: string;
  /** When it last changed. */
  updated_at: string;
};

/** Where a draft will be sent. */
export type DraftChannel = "brand_agent" | "creator_agent" | "notes";

/** The caller's drafts for one ticket. */
export type Drafts = {
  /** At most one per channel. */
  items: Draft[];
};

/** The body of `PATCH /api/messages/{id}`. */
export type EditMessage = {
  /** The new text. */
  text: string;
};

/** Every refused call, REST or socket acknowledgement, has this shape. */
export type ErrorBody = {
  /** Always `false`. */
  success: boolean;
  /** A message for people. */
  message: string;
  /** A stable code for programs. */
  error_code: ErrorCode;
  /** Facts that help to fix the request; an object, empty when there are none. */
  details: Record<string, unknown>;
};

/** What went wrong, as a stable name. The doc of each variant is its default sentence. */
export type ErrorCode = "BODY_MALFORMED" | "QUERY_MALFORMED" | "HEADER_MALFORMED" | "PATH_MALFORMED" | "TOKEN_MISSING" | "TOKEN_INVALID" | "TOKEN_EXPIRED" | "LOGIN_FAILED" | "PERSON_DEACTIVATED" | "FORBIDDEN" | "FLOW_ROLE_INVALID" | "IDENTITY_MISMATCH" | "SCOPE_MISSING" | "ORIGIN_REFUSED" | "NOT_FOUND" | "ROUTE_UNKNOWN" | "METHOD_NOT_ALLOWED" | "REQUEST_TIMEOUT" | "CHANNEL_FROZEN" | "CHAT_NOT_OPEN" | "FLOW_STATE_INVALID" | "CONFLICT" | "TICKET_EXISTS" | "NO_AGENT" | "AGENT_UNAVAILABLE" | "EMAIL_TAKEN" | "SHORTCUT_TAKEN" | "LABEL_TAKEN" | "PERSON_KIND_MISMATCH" | "MESSAGE_DELETED" | "FILE_IN_USE" | "METADATA_REMAINS" | "CONVERSATION_MOVED" | "PAYLOAD_TOO_LARGE" | "MEDIA_TYPE_UNSUPPORTED" | "INVALID" | "MESSAGE_EMPTY" | "MESSAGE_TOO_LONG" | "FILE_TYPE_REFUSED" | "RATE_LIMITED" | "HEADERS_TOO_LARGE" | "EVENT_UNKNOWN" | "INTERNAL" | "UNAVAILABLE" | "SERVER_BUSY" | "STORAGE_FULL" | "UPLOAD_QUOTA_REACHED";

/** A form with one file. */
export type FileForm = {
  /** The file. */
  file: string;
};

/** An uploaded file. UUIDv7. */
export type FileId = string;

/** A flow that guides deals. */
export type FlowSummary = {
  /** Its name. */
  name: string;
  /** Its version. */
  version: number;
  /** Its states, in the order of the definition. */
  states: string[];
  /** Its roles. */
  roles: string[];
};

/** What changed by an action. */
export type FlowUpdate = {
  /** The state before. */
  previous_state: string;
  /** The state now. */
  flow_state: string;
  /** Whose turn it is. */
  awaiting_role?: string | null;
  /** `automated`, `real_time` or `closed`. */
  chat_status: string;
};

/** The type of a structured form. */
export type FormType = "requirements" | "revision";

/** A message that matches the search. */
export type FoundMessage = {
  /** The message. */
  message_id: MessageId;
  /** Its conversation. */
  conversation_id: ConversationId;
  /** Its position there. */
  seq: number;
  ticket_id?: TicketId | null;
  /** The title of the ticket's order. */
  order_title?: string | null;
  channel_type?: DraftChannel | null;
  /** Who wrote it. */
  author: Sender;
  /** One line around the match; for a file, its name. */
  excerpt: string;
  /** The matches within the excerpt. */
  marks: Mark[];
  /** When it was stored. */
  at: string;
};

/** A page of search results. */
export type FoundMessages = {
  /** The results, newest first. */
  items: FoundMessage[];
  /** The cursor for `before` of the next page; absent at the end. */
  next?: string | null;
  /** `false` while newer messages are still being indexed. */
  is_complete: boolean;
};

/** The position of an entry that the viewer may not read. */
export type Hidden = {
  /** The position in the conversation. */
  seq: number;
  /** Always `true`. */
  hidden: boolean;
};

/** How many cases are in each view. */
export type InboxCounts = {
  /** Cases that wait for an agent. */
  queue: QueueCount;
  /** Open cases of the caller. */
  mine: number;
  /** Those of them in which someone waits for staff. */
  mine_waiting: number;
  /** Open cases that no one handles. */
  unassigned: number;
  /** Open cases of the caller's team. */
  team: number;
  /** All open cases. */
  everyone: number;
  /** Cases with an unread note that mentions the caller. */
  mentions: number;
  /** Snoozed cases in the view `snoozed`. */
  snoozed: number;
  /** All open cases by kind. */
  kinds: KindCount[];
};

/** The order of a list of cases. */
export type InboxSort = "turn" | "newest" | "created" | "priority";

/** A view of the inbox. */
export type InboxView = "mine" | "queue" | "unassigned" | "team" | "everyone" | "mentions" | "snoozed" | "done" | "all";

/** A job. Successful jobs are removed. */
export type Job = {
  /** The id. */
  id: string;
  /** What it does. */
  kind: string;
  /** Its queue. */
  queue: string;
  /** Its state. */
  state: JobState;
  /** The ids it works on. */
  args: Record<string, unknown>;
  /** When it is due. */
  run_at: string;
  /** Number of attempts so far. */
  attempts: number;
  /** Maximum number of attempts. */
  max_attempts: number;
  /** Why the last attempt failed. */
  last_error?: string | null;
  /** When it was scheduled. */
  created_at: string;
};

/** How many jobs are in each state. */
export type JobCounts = {
  /** Waiting until they are due, or for a worker. */
  ready: number;
  /** Of these, overdue by more than a minute. */
  late: number;
  /** Running. */
  running: number;
  /** Failed too often. */
  dead: number;
};

/** Jobs, oldest first. */
export type JobPage = {
  /** The jobs. */
  items: Job[];
  /** How many jobs are in each state. */
  counts: JobCounts;
};

/** The state of a job. */
export type JobState = "ready" | "running" | "dead";

/** The body of `PUT /api/crm/tickets/{id}/drafts/{channel_type}`. */
export type KeepDraft = {
  /** The text so far; an empty text removes the draft. */
  text: string;
};

/** A list of keys. */
export type KeyList = {
  /** The newest first. */
  items: ApiKey[];
  /** How many. */
  total: number;
};

/** The open cases of a kind. */
export type KindCount = {
  /** The kind. */
  kind: CaseKind;
  /** How many. */
  count: number;
};

/** A label as a ticket shows it. */
export type Label = {
  /** The id. */
  id: LabelId;
  /** The name, unique regardless of letter case. */
  name: string;
  /** The colour. */
  color: LabelColor;
};

/** The colour of a label, by name. Each front end uses a shade that is legible on its background. */
export type LabelColor = "gray" | "red" | "orange" | "yellow" | "green" | "teal" | "blue" | "purple" | "pink";

/** A label for tickets. */
export type LabelId = number;

/** The newest words of a person or of the assistant in a case. Never a system message. */
export type LastWords = {
  /** The side of the author, `staff` for the assistant. */
  side: Side;
  person_id?: PersonId | null;
  /** The author's display name. */
  name: string;
  /** The beginning of the text, 140 characters at most. Empty for a message of files alone. */
  text: string;
  /** When they were said. */
  at: string;
};

/** One entry of a conversation's log. A client applies them in the order of `seq`. */
export type LogEntry = Message | Change | Hidden;

/** A page of a conversation's log. */
export type LogPage = {
  /** Ordered by `seq`. With `after_seq`, every entry; otherwise messages with their current text. */
  items: LogEntry[];
  /** Whether there are more entries beyond this page. */
  has_more: boolean;
  /** The newest sequence number of the conversation when this was read. */
  last_seq?: number | null;
};

/** The result of a login. */
export type LoggedIn = {
  /** For `Authorization: Bearer …` and the socket's `auth: { token }`. */
  access_token: string;
  /** For `POST /api/auth/refresh`. */
  refresh_token: string;
  /** Seconds until the access token expires. */
  expires_in: number;
  /** Who logged in. */
  user: Person;
};

/** The body of `POST /api/auth/login`. */
export type Login = {
  /** The email address. */
  email: string;
  /** The password. */
  password: string;
};

/** A range of a text. */
export type Mark = {
  /** Its start, in UTF-16 code units. */
  from: number;
  /** Its end, in UTF-16 code units. */
  to: number;
};

/** The body of `POST /api/messages/conversations/{id}/seen`. Without a field: everything. */
export type MarkSeen = {
  /** Everything up to this position has been seen. */
  seq?: number | null;
  message_id?: MessageId | null;
};

/** An additional pattern that is masked before it is stored. */
export type MaskingPattern = {
  /** What the pattern finds. */
  name: string;
  /** A regular expression without back references; matching takes linear time. */
  pattern: string;
};

/** The answer of `GET /api/me` and `PATCH /api/me`. */
export type Me = {
  /** The id. */
  id: PersonId;
  /** The chat identity, `agent-3`. */
  public_id: string;
  /** The display name. */
  name: string;
  /** The email address. */
  email?: string | null;
  /** The kind of person. */
  user_type: UserType;
  /** Whether this is agent or above. */
  is_staff: boolean;
  /** The chosen language. */
  locale?: string | null;
  /** What the front end stores for this person. */
  preferences: Record<string, unknown>;
  agent_status?: AgentStatus | null;
  /** Idle minutes after which the console sets the agent to away, 0 for never; for staff only. */
  auto_away_minutes?: number | null;
  /** The team; for staff only. */
  team?: string | null;
  /** The person's skills; for staff only. */
  skills?: string[] | null;
  /** The maximum number of open tickets; for staff only. */
  capacity?: number | null;
};

/** What joining or leaving gives. */
export type Membership = {
  /** Always `true`. */
  success: boolean;
  /** The channel's name. */
  channel_id: string;
  /** Its conversation. */
  conversation_id: ConversationId;
  /** The channel as it is now. */
  channel: Conversation;
};

/** A message as one viewer sees it. */
export type Message = {
  /** The id. */
  id: MessageId;
  /** The conversation. */
  conversation_id: ConversationId;
  /** The position in the conversation: dense, from 1. */
  seq: number;
  /** The sender's own key for this message, when one was given. */
  client_id?: string | null;
  /** Who wrote it. */
  sender: Sender;
  /** The role in the case: `brand`, `creator`, `customer`, `agent`, `system` or `assistant`. */
  sender_role: string;
  /** What it is. */
  message_type: MessageType;
  /** The text, masked; empty when there is only an attachment, or when it was deleted. */
  text: string;
  /** Files that came with it. */
  attachments: Attachment[];
  /** The URL of media that the sender stores elsewhere. */
  media_url?: string | null;
  /** Whether it requires an action. */
  action_required: boolean;
  /** Whether that action was taken. */
  action_completed: boolean;
  /** Buttons, inputs or the facts of a system message. */
  action_data?: Record<string, unknown> | null;
  visible_to?: Side | null;
  channel_type?: ChannelType | null;
  /** The tab the agent had open, as the console sent it. */
  target_tab?: string | null;
  relayed_from?: Position | null;
  relayed_to?: Position | null;
  /** The chat identities of the staff whom a note mentions. */
  mentions?: string[];
  /** When it was stored. */
  created_at: string;
  /** When it was last edited. */
  edited_at?: string | null;
  /** When it was deleted. */
  deleted_at?: string | null;
};

/** A message, or another entry of a conversation's log. UUIDv7. */
export type MessageId = string;

/** The type of a message. */
export type MessageType = "user_input" | "system" | "automated" | "audit";

/** A campaign or a bid. */
export type Offer = {
  /** The id. */
  id: OfferId;
  /** What it is. */
  kind: OfferKind;
  /** What it is called. */
  title: string;
  /** What it is about. */
  description: string;
  /** The amount in minor units: what a campaign pays, or a bid costs. */
  amount: number;
  /** ISO 4217. */
  currency: string;
  /** Who made it. */
  owner: Person;
  /** When it was made. */
  created_at: string;
};

/** A campaign or a bid. */
export type OfferId = number;

/** What an offer is. */
export type OfferKind = "campaign" | "bid";

/** An order as one viewer sees it: a party sees neither the other party nor its channel. */
export type Order = {
  /** The id. */
  id: OrderId;
  /** The host's id. */
  external_id?: string | null;
  /** What was ordered. */
  title: string;
  /** The price in minor units. */
  amount: number;
  /** ISO 4217. */
  currency: string;
  /** The quantity. */
  quantity: number;
  /** The status. */
  status: OrderStatus;
  /** How many times the brand requested changes. */
  revision_count: number;
  /** The requirements. Shown to the brand and to staff only. */
  requirements?: unknown;
  brand?: Person | null;
  creator?: Person | null;
  ticket?: TicketSummary | null;
  /** When it was created. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
};

/** An order of the host application. */
export type OrderId = number;

/** The status of an order. */
export type OrderStatus = "awaiting_requirements" | "in_progress" | "revision_requested" | "delivered" | "completed" | "cancelled";

/** A page of a list. */
export type PageConversation = {
  /** The items. */
  items: {
    /** The id. */
    id: ConversationId;
    /** What it is about. */
    kind: ConversationKind;
    /** The channel name, for ticket channels. */
    channel?: string | null;
    channel_type?: ChannelType | null;
    ticket_id?: TicketId | null;
    /** The title of the ticket's order, for ticket channels. */
    order_title?: string | null;
    /** Whether messages are accepted. */
    state: ConversationState;
    /** Whether it is frozen; the same as `state`, in the form that host applications use. */
    frozen: boolean;
    /** The sequence number of the newest entry, 0 when there is none. */
    last_seq: number;
    /** Messages by others that the viewer has not read. */
    unread: number;
    last_message?: Message | null;
    /** Since when a party has been waiting: when the oldest message that staff have not answered was sent. For staff only; `null` when no one is waiting and when the channel is closed. */
    waiting_since?: string | null;
    /** The participants. */
    participants: Participant[];
    /** When it was created. */
    created_at: string;
  }[];
  /** The page number, from 1. */
  page: number;
  /** The maximum number of items per page. */
  limit: number;
  /** The number of items on all pages. */
  total: number;
};

/** A page of a list. */
export type PageOffer = {
  /** The items. */
  items: {
    /** The id. */
    id: OfferId;
    /** What it is. */
    kind: OfferKind;
    /** What it is called. */
    title: string;
    /** What it is about. */
    description: string;
    /** The amount in minor units: what a campaign pays, or a bid costs. */
    amount: number;
    /** ISO 4217. */
    currency: string;
    /** Who made it. */
    owner: Person;
    /** When it was made. */
    created_at: string;
  }[];
  /** The page number, from 1. */
  page: number;
  /** The maximum number of items per page. */
  limit: number;
  /** The number of items on all pages. */
  total: number;
};

/** A page of a list. */
export type PageSession = {
  /** The items. */
  items: {
    /** The id, and the conversation. */
    id: ConversationId;
    /** How far it is. */
    status: SessionStatus;
    /** Who asks. */
    user: Person;
    agent?: TicketAgent | null;
    /** The place in the queue, from 1; `null` while it does not wait. */
    position?: number | null;
    /** The case in the inbox, such as `session-12`. For staff only; absent while the assistant answers. */
    case_key?: string | null;
    /** When it began. */
    created_at: string;
    /** When it last changed hands or status. */
    updated_at: string;
    /** When it ended. */
    ended_at?: string | null;
  }[];
  /** The page number, from 1. */
  page: number;
  /** The maximum number of items per page. */
  limit: number;
  /** The number of items on all pages. */
  total: number;
};

/** A page of a list. */
export type PageTemplate = {
  /** The items. */
  items: {
    /** The id. */
    id: TemplateId;
    /** The title. */
    title: string;
    /** The shortcut, typed after `/`. */
    shortcut: string;
    /** The text, with variables such as `{{party.name}}`. */
    body: string;
    channel_type?: ChannelType | null;
    /** The language it is in. */
    locale?: string | null;
    /** When it last changed. */
    updated_at: string;
    updated_by?: TicketAgent | null;
  }[];
  /** The page number, from 1. */
  page: number;
  /** The maximum number of items per page. */
  limit: number;
  /** The number of items on all pages. */
  total: number;
};

/** A participant of a conversation, as far as the viewer may know. */
export type Participant = {
  /** The person. */
  id: PersonId;
  /** The chat identity, `brand-12`. */
  public_id: string;
  /** The display name. */
  name: string;
  /** The side of the case. */
  side: Side;
  /** Whether a connection of this person is live now. */
  is_online: boolean;
  /** Everything up to here has been read. */
  last_read_seq: number;
  /** When the person joined. */
  joined_at: string;
};

/** A party of an order, as the host application knows it. */
export type Party = {
  /** The host's id of the person. */
  external_id: string;
  /** The display name. */
  name: string;
  /** The email address. */
  email?: string | null;
};

/** The body of `PATCH /api/crm/labels/{id}`: absent fields stay unchanged. */
export type PatchLabel = {
  /** The name. */
  name?: string | null;
  color?: LabelColor | null;
};

/** The body of `PATCH /api/me`: absent fields stay unchanged. */
export type PatchMe = {
  /** A language tag such as `en` or `pt-BR`; empty for none. */
  locale?: string | null;
  /** What the front end wants to store. Absent names stay unchanged, `null` removes one; at most 16 KiB as JSON in total. */
  preferences?: Record<string, unknown> | null;
};

/** The body of `PATCH /api/orders/{id}`: absent fields stay unchanged. */
export type PatchOrder = {
  /** A new title. */
  title?: string | null;
  /** A new price in minor units. */
  amount?: number | null;
  /** A new quantity. */
  quantity?: number | null;
  status?: OrderStatus | null;
  /** New requirements. */
  requirements?: unknown;
};

/** The body of `PATCH /api/admin/staff/{id}`: absent fields stay unchanged. */
export type PatchStaff = {
  /** A new name. */
  name?: string | null;
  role?: StaffRole | null;
  /** A new password; all logins of the person end. */
  password?: string | null;
  /** A new team; empty for none. */
  team?: string | null;
  /** New skills. */
  skills?: string[] | null;
  /** A new capacity. */
  capacity?: number | null;
  /** `false` deactivates the account, `true` reactivates it. */
  active?: boolean | null;
};

/** The body of `PATCH /api/crm/templates/{id}`: absent fields stay unchanged. */
export type PatchTemplate = {
  /** The title. */
  title?: string | null;
  /** The shortcut, typed after `/`. */
  shortcut?: string | null;
  /** The text. */
  body?: string | null;
  channel_type?: ChannelType | null;
  /** The language it is in; empty for none. */
  locale?: string | null;
};

/** What everyone who may see a person may know about them. */
export type Person = {
  /** The id. */
  id: PersonId;
  /** The chat identity, `brand-12`. */
  public_id: string;
  /** The host application's id. */
  external_id?: string | null;
  /** The display name. */
  name: string;
  /** The kind of person. */
  user_type: UserType;
};

/** The response to these calls. */
export type PersonAccess = {
  /** The person. */
  user: Person;
  /** Whether tokens of the person are accepted. */
  active: boolean;
  /** Tokens issued before this time are not accepted. */
  tokens_valid_from: string;
};

/** A person: brand, creator, customer, visitor or staff. */
export type PersonId = number;

/** A person named by number (`12`), number as text (`"12"`) or chat identity (`"brand-12"`). */
export type PersonRef = number | string;

/** The position of an entry. */
export type Position = {
  /** The conversation. */
  conversation_id: ConversationId;
  /** The position in it. */
  seq: number;
};

/** The body of `POST /api/crm/tickets/{id}/notes`. */
export type PostNote = {
  /** The note. */
  text: string;
  /** The writer's idempotency key: repeating it returns the first result. */
  client_id?: string | null;
};

/** The body of `POST /api/support/chat/sessions/{id}/messages`. */
export type PostSessionMessage = {
  /** The text. */
  text?: string;
  /** Files that were uploaded before. */
  attachment_ids?: FileId[];
  /** The sender's own key for the message: the same key again gives the first result again. */
  client_id?: string | null;
  /** Sent by some front ends; must be the caller. */
  sender_id?: string | null;
};

/** The body of `POST /api/crm/tickets/{id}/messages`. */
export type PostTicketMessage = {
  /** The text; `message` and `message_text` are accepted too. */
  text?: string;
  channel_type?: ChannelType | null;
  /** The tab the agent had open; masked as texts are. */
  target_tab?: string | null;
  /** Previously uploaded files. */
  attachment_ids?: FileId[];
  /** An https URL of media stored elsewhere; `file_url` is accepted too. */
  media_url?: string | null;
  /** The sender's idempotency key: repeating it returns the first result. */
  client_id?: string | null;
};

/** The priority of a ticket. */
export type Priority = "low" | "medium" | "high" | "urgent";

/** The queue in numbers. */
export type QueueCount = {
  /** How many wait. */
  count: number;
  /** Since when the oldest does. */
  oldest_at?: string | null;
};

/** How far a person has read. */
export type ReadState = {
  /** The conversation. */
  conversation_id: ConversationId;
  /** Everything up to here has been read. */
  last_read_seq: number;
};

/** Why somebody was chosen. A code and its figures; the words are those of the reader's language. */
export type Reason = {
  /** Open items this person had. */
  load: number;
  /** How many this person may have. */
  capacity: number;
  code: "has_room";
} | {
  code: "only_eligible";
} | {
  /** How many were eligible. */
  eligible: number;
  code: "least_loaded";
} | {
  /** How many were eligible. */
  eligible: number;
  code: "waited_longest";
} | {
  code: "nobody_eligible";
} | {
  code: "decided";
} | {
  /** The sentence. */
  text: string;
  code: "said";
};

/** The body of `PUT /api/crm/tickets/{id}/reassign`. */
export type Reassign = {
  /** Who takes over. */
  agent_id: PersonRef;
};

/** The body of `POST /api/auth/refresh` and of `POST /api/auth/logout`. */
export type Refresh = {
  /** The refresh token from the last response. Each refresh token can be used once. */
  refresh_token: string;
};

/** Why somebody was passed over. */
export type Refusal = {
  /** What this person is. */
  role: UserType;
  code: "role";
} | {
  /** The status this person had set. */
  status: AgentStatus;
  code: "status";
} | {
  code: "not_connected";
} | {
  code: "full";
} | {
  /** The skill. */
  skill: string;
  code: "lacks_skill";
} | {
  /** The team. */
  team: string;
  code: "other_team";
} | {
  code: "gave_it_back";
} | {
  /** The sentence. */
  text: string;
  code: "said";
};

/** The body of `POST /api/crm/tickets/{id}/relay`. */
export type Relay = {
  /** A message of either channel; it is relayed to the other one. */
  message_id: MessageId;
  /** Text to send instead of the message's text. */
  text?: string | null;
  /** The files to relay with it; all when absent. */
  attachment_ids?: FileId[] | null;
  /** Files to relay although they may still reveal who made them: those listed in a `METADATA_REMAINS` error. */
  confirm_metadata?: FileId[];
  /** The sender's idempotency key: repeating it returns the first result. */
  client_id?: string | null;
};

/** The body of `POST /api/crm/templates/{id}/render`. */
export type RenderTemplate = {
  /** The ticket it is used in. */
  ticket_id: TicketId;
  /** The channel; `party` is the party of this channel. */
  channel_type: ChannelType;
};

/** A template with its variables filled in. */
export type RenderedTemplate = {
  /** Plain text. */
  text: string;
};

/** What becomes of a sandbox payment. */
export type SandboxOutcome = "captured" | "failed";

/** The body of `POST /api/payments/sandbox`: the payer says by hand what becomes of a sandbox payment. */
export type SandboxPayment = {
  /** The order, as `payment_order` names it. */
  order_id: string;
  /** What becomes of it. */
  outcome: SandboxOutcome;
};

/** What an API key may do. */
export type Scope = "orders" | "tickets" | "staff" | "keys" | "people";

/** The body of `POST /api/messages/send`. */
export type SendMessage = {
  /** The conversation id or channel name. */
  conversation_id?: string | null;
  receiver_id?: PersonRef | null;
  /** The text. */
  message?: string;
  /** An https URL of media stored elsewhere. */
  media_url?: string | null;
  /** Previously uploaded files. */
  attachment_ids?: FileId[];
  /** The sender's idempotency key: repeating it returns the first result. */
  client_id?: string | null;
};

/** Who wrote a message. */
export type Sender = {
  id?: PersonId | null;
  /** The chat identity: `brand-12`, `agent-3`, `system`, `AI_ASSISTANT`. */
  public_id: string;
  /** The display name. */
  name: string;
  /** The kind of person; `agent` for all staff, `system` or `assistant`. */
  kind: string;
};

/** The answer to a send: the stored message. */
export type SentMessage = {
  /** Always `true`. */
  success: boolean;
  /** The message as stored. */
  message: Message;
};

/** A live chat. Its id is also that of its conversation: messages are read and sent by the same paths and events as in every other conversation. */
export type Session = {
  /** The id, and the conversation. */
  id: ConversationId;
  /** How far it is. */
  status: SessionStatus;
  /** Who asks. */
  user: Person;
  agent?: TicketAgent | null;
  /** The place in the queue, from 1; `null` while it does not wait. */
  position?: number | null;
  /** The case in the inbox, such as `session-12`. For staff only; absent while the assistant answers. */
  case_key?: string | null;
  /** When it began. */
  created_at: string;
  /** When it last changed hands or status. */
  updated_at: string;
  /** When it ended. */
  ended_at?: string | null;
};

/** How far a live chat is. */
export type SessionStatus = "ai" | "waiting" | "assigned" | "abandoned" | "ended";

/** The body of `PUT /api/agent/status`. */
export type SetAgentStatus = {
  /** The new status; `agent_status` is accepted too. */
  status: AgentStatus;
};

/** The answer of `GET /api/support/settings`, and the body of `PUT`. */
export type Settings = {
  /** Increases with each change. `PUT` must name the version it is based on; any other is refused. */
  version: number;
  /** The name of the business, in widget and console. */
  organisation_name: string;
  /** The colour of buttons, `#rrggbb`. */
  primary_color: string;
  /** The first message to a brand, with template variables; absent: the built-in text. Applies to new tickets. */
  welcome_brand?: string | null;
  /** The same for a creator. */
  welcome_creator?: string | null;
  /** Additional masking patterns, applied to everything written from then on. */
  masking_patterns: MaskingPattern[];
  /** Minutes of inactivity after which the console sets an agent to away; 0 for never. */
  auto_away_minutes: number;
  /** The capacity of new staff, in open tickets. */
  default_capacity: number;
  /** Seconds that a live chat waits for an agent before a message can be left instead. */
  queue_timeout_seconds?: number;
};

/** On which side of a mediated case a person stands. */
export type Side = "brand" | "creator" | "customer" | "staff";

/** The body of `PUT /api/crm/tickets/{id}/snooze`. */
export type Snooze = {
  /** When it ends, at most a year from now. Without it, only a message from a party ends it. */
  until?: string | null;
};

/** A ticket that is snoozed until a time, and in any case until a party writes. */
export type Snoozed = {
  /** When it ends; absent when only a message from a party ends it. */
  until?: string | null;
  /** Who snoozed it. */
  by: TicketAgent;
  /** Since when. */
  at: string;
};

/** A member of staff, for those who manage them. */
export type Staff = {
  /** The person. */
  id: PersonId;
  /** The chat identity, `agent-3`. */
  public_id: string;
  /** The display name. */
  name: string;
  /** The email address. */
  email?: string | null;
  /** The role. */
  role: UserType;
  /** The team. */
  team?: string | null;
  /** The person's skills. */
  skills: string[];
  /** The maximum number of open tickets. */
  capacity: number;
  /** The number of open tickets. */
  load: number;
  /** The same number, under the name that live pages use. */
  open_tickets: number;
  /** The number of unclosed tickets in which a party is waiting for an answer. */
  waiting_tickets: number;
  /** Whether the account is active. */
  active: boolean;
  /** The status the agent has set. */
  agent_status: AgentStatus;
  /** Whether a connection is live now. */
  is_online: boolean;
  /** When the person was last online. */
  last_online_at?: string | null;
  /** When the account was created. */
  created_at: string;
};

/** A list of staff. */
export type StaffList = {
  /** Everybody, by id. */
  items: Staff[];
  /** How many. */
  total: number;
};

/** A role of staff. */
export type StaffRole = "agent" | "team_lead" | "supervisor" | "admin" | "super_admin";

/** The body of `POST /api/support/chat/sessions/user`. */
export type StartSession = {
  /** The first message. Not sent when a chat is open already. */
  message?: string | null;
};

/** The body of `POST /api/widget/session`. */
export type StartWidgetSession = {
  /** A short token, signed by the host, that identifies the visitor. */
  identity?: string | null;
  /** A name the visitor entered; not verified. */
  name?: string | null;
};

/** The answer to `POST /api/campaigns/{id}/apply` and `POST /api/bids/{id}/connect`. */
export type StartedDeal = {
  /** Always `true`. */
  success: boolean;
  /** The conversation. */
  conversation_id: ConversationId;
  /** How it stands, as the caller sees it. */
  conversation_context: DealContext;
};

/** The status after a change. */
export type StatusSet = {
  /** Always `true`. */
  success: boolean;
  /** The status now. */
  agent_status: AgentStatus;
};

/** The body of `POST /api/crm/tickets/{id}/forms`. */
export type SubmitForm = {
  /** The type of form. */
  form_type: FormType;
  /** The fields: an object of strings, numbers, booleans and lists of these. */
  fields: Record<string, unknown>;
  /** The sender's idempotency key: repeating it returns the first result. */
  client_id?: string | null;
};

/** The body of `POST /api/messages/conversations/{id}/work`. */
export type SubmitWork = {
  /** Links to the work. */
  deliverables: string;
  /** What was made. */
  description: string;
  /** Notes. */
  submission_notes?: string | null;
  /** The sender's own key. */
  client_id?: string | null;
};

/** The answer to a form. */
export type SubmittedForm = {
  /** Always `true`. */
  success: boolean;
  /** The form as a message of the sender's channel. */
  message: Message;
  /** The order after the form. */
  order: Order;
};

/** A reusable text for staff. */
export type Template = {
  /** The id. */
  id: TemplateId;
  /** The title. */
  title: string;
  /** The shortcut, typed after `/`. */
  shortcut: string;
  /** The text, with variables such as `{{party.name}}`. */
  body: string;
  channel_type?: ChannelType | null;
  /** The language it is in. */
  locale?: string | null;
  /** When it last changed. */
  updated_at: string;
  updated_by?: TicketAgent | null;
};

/** A reusable text for staff. */
export type TemplateId = number;

/** The body of `POST /api/messages/conversations/{id}/text-input`. */
export type TextInput = {
  /** What was typed. Amounts as people write them: `₹5,000.50`. */
  text: string;
  /** The id of the input; the card's own when absent or unknown. */
  input_type?: string | null;
  /** The entry of the card, if the client knows it. */
  entry?: number | null;
  /** The sender's own key. */
  client_id?: string | null;
};

/** A ticket as one viewer sees it: a party only its own side. */
export type Ticket = {
  /** The id. */
  id: TicketId;
  /** The order it is about. */
  order_id: OrderId;
  /** The status. */
  status: TicketStatus;
  /** The priority. */
  priority: Priority;
  /** Who handles it. */
  agent: TicketAgent;
  /** The team it belongs to; to staff only. */
  team?: string | null;
  /** The legacy channel name, which leads each person to their own side. */
  stream_channel_id: string;
  /** The name of the brand's channel. */
  brand_agent_channel?: string | null;
  /** The name of the creator's channel. */
  creator_agent_channel?: string | null;
  /** The name of the staff-only log; to staff only. */
  notes_channel?: string | null;
  /** The order. */
  order: Order;
  /** Who takes part, as far as the viewer may know. */
  participants: Participant[];
  /** The channels the viewer may read. */
  channels: Conversation[];
  last_message?: Message | null;
  /** Unread messages in all channels the viewer may read. */
  unread: number;
  /** Since when a party waits for an answer, the earlier of both channels. For staff only; `null` when no one is waiting. */
  waiting_since?: string | null;
  /** Its labels, by name; to staff only. */
  labels?: Label[] | null;
  snoozed?: Snoozed | null;
  /** Unread notes that mention the caller; 0 for all but staff. */
  mentions: number;
  assignment?: Assignment | null;
  /** When it was created. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
  /** When it was closed. */
  closed_at?: string | null;
};

/** An agent, as parties and colleagues see one. */
export type TicketAgent = {
  /** The person. */
  id: PersonId;
  /** The chat identity, `agent-3`. */
  public_id: string;
  /** The display name. */
  name: string;
};

/** How many tickets. */
export type TicketCount = {
  /** Open or in progress. */
  open: number;
  /** With a message that the caller has not read. */
  unread: number;
  /** With a party that waits for an answer. */
  waiting: number;
  /** Snoozed; in none of the other numbers. */
  snoozed: number;
};

/** The answer of `GET /api/crm/tickets/counts`. Tickets that are not closed, as far as the caller lists them; those that are snoozed are counted separately. */
export type TicketCounts = {
  /** Those the caller handles. */
  mine: TicketCount;
  /** Those of the caller's team; none without a team. */
  team: TicketCount;
  /** All of the caller's overview. */
  all: TicketCount;
  /** Tickets with an unread note that mentions the caller, closed and snoozed ones too. */
  mentioned: number;
};

/** One mediated case about one order. */
export type TicketId = number;

/** A page of tickets by offset, as reference B asks for it. */
export type TicketPage = {
  /** The tickets. */
  items: Ticket[];
  /** The page the offset falls on, from 1. */
  page: number;
  /** The maximum number of tickets per page. */
  limit: number;
  /** The number of tickets skipped. */
  offset: number;
  /** The total number of tickets. */
  total: number;
};

/** The sort order of a list of tickets. */
export type TicketSort = "updated_desc" | "created_desc" | "created_asc" | "priority_desc" | "waiting_desc" | "activity_desc";

/** The status of a ticket. */
export type TicketStatus = "open" | "in_progress" | "resolved" | "closed";

/** A ticket in an order, or in the answer to a change. A party sees only its own channel. */
export type TicketSummary = {
  /** The id. */
  id: TicketId;
  /** The status. */
  status: TicketStatus;
  /** The priority. */
  priority: Priority;
  /** Who handles it. */
  agent: TicketAgent;
  /** The name of the brand's channel. */
  brand_agent_channel?: string | null;
  /** The name of the creator's channel. */
  creator_agent_channel?: string | null;
};

/** Which of the caller's tickets. */
export type TicketView = "assigned" | "overview" | "mentioned";

/** The body of `POST /api/inbox/cases/{kind}/{id}/transfer`. */
export type Transfer = {
  /** Who handles the case from now on. */
  agent_id: PersonId;
};

/** Whose turn it is, and since when. */
export type Turn = {
  /** Whose. */
  of: TurnOf;
  who?: Side | null;
  /** Since when. */
  since?: string | null;
};

/** Whose turn it is. */
export type TurnOf = "us" | "brand" | "creator" | "customer" | "nobody";

/** How much a person has not read. */
export type UnreadCount = {
  /** Unread messages in all conversations together. */
  unread_count: number;
};

/** The answer to an upload. */
export type UploadedFile = Attachment & {
  /** When it was uploaded. Files that no message uses are removed after some hours. */
  created_at: string;
};

/** The kind of a person. */
export type UserType = "brand" | "creator" | "customer" | "visitor" | "agent" | "team_lead" | "supervisor" | "admin" | "super_admin";

/** A member of staff who has a ticket open, with however many sockets. */
export type Viewer = {
  /** The chat identity, `agent-3`. */
  public_id: string;
  /** The display name. */
  name: string;
  /** What the person is doing; with several sockets, the most active one counts. */
  state: ViewingState;
  channel_type?: DraftChannel | null;
  /** Since when the person has had the ticket open. */
  since: string;
};

/** Who has a ticket open. */
export type Viewers = {
  /** The ticket. */
  ticket_id: TicketId;
  /** Everyone who has it open, in order of arrival. */
  viewers: Viewer[];
};

/** What a person is doing in a ticket. */
export type ViewingState = "viewing" | "replying";

/** The body of `POST /api/people/revoke`, `/deactivate` and `/reactivate`: one person, identified in one of two ways. */
export type WhichPerson = {
  /** The issuer's id of the person: the `sub` of its tokens, the `external_id` in its orders. */
  external_id?: string | null;
  /** The issuer of that id: the URL of an OpenID Connect issuer. Absent: the host application. */
  issuer?: string | null;
  id?: PersonId | null;
};

/** The answer of `GET /api/widget/config`: what a widget needs before anyone has logged in. */
export type WidgetConfig = {
  /** The name of the business. */
  organisation_name: string;
  /** The colour of buttons, `#rrggbb`. */
  primary_color: string;
  /** The languages the widget speaks. */
  locales: string[];
  /** Bytes of a file at most. */
  max_file_bytes: number;
  /** The types of files that are accepted. */
  file_types: string[];
};

/** The answer of `POST /api/widget/session`. */
export type WidgetSession = {
  /** The visitor's or customer's token. */
  access_token: string;
  /** Seconds until it expires. */
  expires_in: number;
  /** The person it identifies. */
  user: Person;
};

/** A label of the workspace. */
export type WorkspaceLabel = {
  /** The id. */
  id: LabelId;
  /** The name. */
  name: string;
  /** The colour. */
  color: LabelColor;
  /** The number of tickets that have it. */
  tickets: number;
  /** When it last changed. */
  updated_at: string;
};

/** The answer of `GET /api/crm/labels`. */
export type WorkspaceLabels = {
  /** All labels, by name. */
  items: WorkspaceLabel[];
};

/** Every REST call by method and path: what it takes, what it answers. */
export interface Routes {
  /** Agents with their load. */
  "GET /admin/agents": {
    answer: StaffList;
  };
  /** All keys. */
  "GET /admin/api-keys": {
    answer: KeyList;
  };
  /** Makes a key. The answer is the only time it is shown. */
  "POST /admin/api-keys": {
    body: CreateApiKey;
    answer: CreatedApiKey;
  };
  /** Revokes a key. */
  "DELETE /admin/api-keys/{id}": {
    path: {
      /** the key */
      id: number;
    };
    answer: undefined;
  };
  /** All staff, deactivated ones too. */
  "GET /admin/staff": {
    answer: StaffList;
  };
  /** Adds a member of staff. */
  "POST /admin/staff": {
    body: CreateStaff;
    answer: Staff;
  };
  /** Changes a member of staff. */
  "PATCH /admin/staff/{id}": {
    path: {
      /** the person */
      id: number;
    };
    body: PatchStaff;
    answer: Staff;
  };
  /** Deactivates a member of staff; what was written stays. */
  "DELETE /admin/staff/{id}": {
    path: {
      /** the person */
      id: number;
    };
    answer: undefined;
  };
  /** Sets the caller's own status. */
  "PUT /agent/status": {
    body: SetAgentStatus;
    answer: StatusSet;
  };
  /** Logs in with e-mail and password. */
  "POST /auth/login": {
    body: Login;
    answer: LoggedIn;
  };
  /** Ends the caller's login. Its tokens no longer count and its connections are cut. */
  "POST /auth/logout": {
    answer: undefined;
  };
  /** Exchanges a refresh token for new tokens. Each is good once. */
  "POST /auth/refresh": {
    body: Refresh;
    answer: LoggedIn;
  };
  /** Bids, the newest first: to brands all, to a creator the own ones. */
  "GET /bids": {
    query?: {
      /** Number of the page, from 1. */
      page?: number;
      /** Items of a page, 50 when absent, 100 at most. */
      limit?: number;
    };
    answer: PageOffer;
  };
  /** Posts a bid. For creators. */
  "POST /bids": {
    body: CreateOffer;
    answer: Offer;
  };
  /** One bid. */
  "GET /bids/{id}": {
    path: {
      /** the bid */
      id: number;
    };
    answer: Offer;
  };
  /** Connects to a bid: a conversation begins that a flow guides. For brands. */
  "POST /bids/{id}/connect": {
    path: {
      /** the bid */
      id: number;
    };
    answer: StartedDeal;
  };
  /** Campaigns, the newest first: to creators all, to a brand its own. */
  "GET /campaigns": {
    query?: {
      /** Number of the page, from 1. */
      page?: number;
      /** Items of a page, 50 when absent, 100 at most. */
      limit?: number;
    };
    answer: PageOffer;
  };
  /** Posts a campaign. For brands. */
  "POST /campaigns": {
    body: CreateOffer;
    answer: Offer;
  };
  /** One campaign. */
  "GET /campaigns/{id}": {
    path: {
      /** the campaign */
      id: number;
    };
    answer: Offer;
  };
  /** Applies to a campaign: a conversation begins that a flow guides. For creators. */
  "POST /campaigns/{id}/apply": {
    path: {
      /** the campaign */
      id: number;
    };
    answer: StartedDeal;
  };
  /** The caller's channels, the most recently written to first. */
  "GET /chat/channels": {
    query?: {
      /** Number of the page, from 1. */
      page?: number;
      /** Items of a page, 50 when absent, 100 at most. */
      limit?: number;
    };
    answer: PageConversation;
  };
  /** A channel by name or conversation id, with members and read state. */
  "GET /chat/channels/{channel}": {
    path: {
      /** a channel name or conversation id */
      channel: string;
    };
    answer: ChannelView;
  };
  /** Joins the caller's own channel of a ticket; staff name one, the brand's when they do not. */
  "POST /chat/tickets/{ticket}/join": {
    path: {
      /** the ticket */
      ticket: number;
    };
    query?: {
      /** The channel; only staff need to say. */
      channel_type?: ChannelType;
    };
    answer: Membership;
  };
  /** Leaves the caller's own channel of a ticket. */
  "POST /chat/tickets/{ticket}/leave": {
    path: {
      /** the ticket */
      ticket: number;
    };
    query?: {
      /** The channel; only staff need to say. */
      channel_type?: ChannelType;
    };
    answer: Membership;
  };
  /** A token for the real-time connection, and where to connect. The token ends no later than the one that the call was made with. */
  "GET /chat/token": {
    answer: ChatToken;
  };
  /** Logs in with e-mail and password; the refresh token is set as a cookie. */
  "POST /console/login": {
    body: Login;
    answer: ConsoleLogin;
  };
  /** Ends the login of the cookie. Its tokens no longer count and its connections are cut. */
  "POST /console/logout": {
    answer: undefined;
  };
  /** Exchanges the cookie for a new access token, and for a new cookie. The cookie just replaced leads to the same for half a minute: two tabs may ask at once. */
  "POST /console/refresh": {
    answer: ConsoleLogin;
  };
  /** Who works here now and how much each has to do, for all staff: whoever may give a ticket away sees to whom. */
  "GET /crm/agents": {
    answer: Colleagues;
  };
  /** All labels by name, each with the number of tickets that have it. For staff. */
  "GET /crm/labels": {
    answer: WorkspaceLabels;
  };
  /** Makes a label. For team leads and above. */
  "POST /crm/labels": {
    body: CreateLabel;
    answer: WorkspaceLabel;
  };
  /** Changes a label. */
  "PATCH /crm/labels/{id}": {
    path: {
      /** the label */
      id: number;
    };
    body: PatchLabel;
    answer: WorkspaceLabel;
  };
  /** Removes a label, from all tickets too. */
  "DELETE /crm/labels/{id}": {
    path: {
      /** the label */
      id: number;
    };
    answer: undefined;
  };
  /** Templates by shortcut. */
  "GET /crm/templates": {
    query?: {
      /** Words of the title, the shortcut or the text. */
      q?: string;
      /** Only those that can be used in this channel. */
      channel_type?: ChannelType;
      /** Number of the page, from 1. */
      page?: number;
      /** Items of a page, 50 when absent, 100 at most. */
      limit?: number;
    };
    answer: PageTemplate;
  };
  /** Makes a template. For team leads and above. */
  "POST /crm/templates": {
    body: CreateTemplate;
    answer: Template;
  };
  /** Changes a template. */
  "PATCH /crm/templates/{id}": {
    path: {
      /** the template */
      id: number;
    };
    body: PatchTemplate;
    answer: Template;
  };
  /** Removes a template. */
  "DELETE /crm/templates/{id}": {
    path: {
      /** the template */
      id: number;
    };
    answer: undefined;
  };
  /** Fills a template in for one channel of a ticket. */
  "POST /crm/templates/{id}/render": {
    path: {
      /** the template */
      id: number;
    };
    body: RenderTemplate;
    answer: RenderedTemplate;
  };
  /** All tickets. */
  "GET /crm/tickets": {
    query?: {
      /** `open`, `in_progress`, `resolved` or `closed`; several with commas between them. */
      status?: string;
      /** `low`, `medium`, `high` or `urgent`; several with commas between them. */
      priority?: string;
      /** Only this agent's. */
      agent?: number;
      /** Only this team's. */
      team?: string;
      /** Only those of this brand or creator: a number, or a chat identity such as `brand-12`. */
      party?: string;
      /** `true`: only those with a message that the caller has not read; `false`: only the others. */
      unread?: boolean;
      /** `true`: only those where a party waits for an answer; `false`: only the others. */
      waiting?: boolean;
      /** `true`: only those that are snoozed; `false`: only the others. */
      snoozed?: boolean;
      /** Only those that have this label; several ids with commas between them: one of these. */
      label?: string;
      /** Words of the order's title, its id, or a party's name. */
      q?: string;
      /** The order of the list. */
      sort?: TicketSort;
      /** Items at most, 50 when absent, 100 at most. */
      limit?: number;
      /** Items to skip. */
      offset?: number;
    };
    answer: TicketPage;
  };
  /** Creates a ticket for an order that has none. */
  "POST /crm/tickets": {
    body: CreateTicket;
    answer: Ticket;
  };
  /** How many tickets want the caller's attention. */
  "GET /crm/tickets/counts": {
    answer: TicketCounts;
  };
  /** The caller's tickets. */
  "GET /crm/tickets/my": {
    query?: {
      /** `assigned` (the caller's own), `overview` (all; for a team lead those of the team), or `mentioned` (those with a note that mentions the caller). */
      view?: TicketView;
      /** `open`, `in_progress`, `resolved` or `closed`; several with commas between them. */
      status?: string;
      /** `low`, `medium`, `high` or `urgent`; several with commas between them. */
      priority?: string;
      /** Only this agent's. */
      agent?: number;
      /** Only this team's. */
      team?: string;
      /** Only those of this brand or creator: a number, or a chat identity such as `brand-12`. */
      party?: string;
      /** `true`: only those with a message that the caller has not read; `false`: only the others. */
      unread?: boolean;
      /** `true`: only those where a party waits for an answer; `false`: only the others. */
      waiting?: boolean;
      /** `true`: only those that are snoozed; `false`: only the others. */
      snoozed?: boolean;
      /** Only those that have this label; several ids with commas between them: one of these. */
      label?: string;
      /** Words of the order's title, its id, or a party's name. */
      q?: string;
      /** The order of the list. */
      sort?: TicketSort;
      /** Items at most, 50 when absent, 100 at most. */
      limit?: number;
      /** Items to skip. */
      offset?: number;
    };
    answer: TicketPage;
  };
  /** The ticket of an order. */
  "GET /crm/tickets/order/{order}": {
    path: {
      /** the order */
      order: number;
    };
    answer: Ticket;
  };
  /** A ticket; a party sees its own side of it. */
  "GET /crm/tickets/{id}": {
    path: {
      /** the ticket */
      id: number;
    };
    answer: Ticket;
  };
  /** How the ticket's agent is now. */
  "GET /crm/tickets/{id}/agent-status": {
    path: {
      /** the ticket */
      id: number;
    };
    answer: AgentStatusView;
  };
  /** Who handled a ticket, since when, and why: every decision with its candidates and reasons. For staff. */
  "GET /crm/tickets/{id}/assignments": {
    path: {
      /** the ticket */
      id: number;
    };
    answer: Assignments;
  };
  /** What the caller has begun to write for a ticket. */
  "GET /crm/tickets/{id}/drafts": {
    path: {
      /** the ticket */
      id: number;
    };
    answer: Drafts;
  };
  /** Keeps what the caller has begun to write; an empty text removes it. */
  "PUT /crm/tickets/{id}/drafts/{channel_type}": {
    path: {
      /** the ticket */
      id: number;
      /** where it is to go */
      channel_type: DraftChannel;
    };
    body: KeepDraft;
    answer: Draft;
  };
  /** Submits a structured form; the order follows by rule. */
  "POST /crm/tickets/{id}/forms": {
    path: {
      /** the ticket */
      id: number;
    };
    body: SubmitForm;
    answer: SubmittedForm;
  };
  /** Adds a label to a ticket. For whoever handles it. */
  "PUT /crm/tickets/{id}/labels/{label}": {
    path: {
      /** the ticket */
      id: number;
      /** the label */
      label: number;
    };
    answer: Ticket;
  };
  /** Takes a label off a ticket. */
  "DELETE /crm/tickets/{id}/labels/{label}": {
    path: {
      /** the ticket */
      id: number;
      /** the label */
      label: number;
    };
    answer: Ticket;
  };
  /** Messages of a ticket, oldest first: the newest 50, or with `loadOlderMessages=true` and no position 100. */
  "GET /crm/tickets/{id}/messages": {
    path: {
      /** the ticket */
      id: number;
    };
    query?: {
      /** The channel; staff who name none get both, merged by time. */
      channelType?: ChannelType;
      /** Older ones than this message, for both channels merged. */
      before?: MessageId;
      /** `true` asks for older messages; together with `before_seq`, or `before`. */
      loadOlderMessages?: boolean;
      /** Must be the caller. */
      userId?: string;
      /** Must be the caller's. */
      userType?: string;
      /** Messages before this position. */
      before_seq?: number;
      /** Every entry after this position. */
      after_seq?: number;
      /** Number of the page, from 1, counted from the newest; instead of a position. */
      page?: number;
      /** Items at most, 50 when absent, 100 at most. */
      limit?: number;
    };
    answer: LogPage;
  };
  /** Posts a message in a ticket. */
  "POST /crm/tickets/{id}/messages": {
    path: {
      /** the ticket */
      id: number;
    };
    body: PostTicketMessage;
    answer: SentMessage;
  };
  /** The staff-only notes of a ticket. */
  "GET /crm/tickets/{id}/notes": {
    path: {
      /** the ticket */
      id: number;
    };
    query?: {
      /** Messages before this position. */
      before_seq?: number;
      /** Every entry after this position. */
      after_seq?: number;
      /** Number of the page, from 1, counted from the newest; instead of a position. */
      page?: number;
      /** Items at most, 50 when absent, 100 at most. */
      limit?: number;
    };
    answer: LogPage;
  };
  /** Adds a note that no party ever sees. */
  "POST /crm/tickets/{id}/notes": {
    path: {
      /** the ticket */
      id: number;
    };
    body: PostNote;
    answer: Message;
  };
  /** Changes how urgent a ticket is. */
  "PUT /crm/tickets/{id}/priority": {
    path: {
      /** the ticket */
      id: number;
    };
    body: ChangePriority;
    answer: Ticket;
  };
  /** Gives a ticket to somebody else. */
  "PUT /crm/tickets/{id}/reassign": {
    path: {
      /** the ticket */
      id: number;
    };
    body: Reassign;
    answer: Ticket;
  };
  /** Carries a message of one party over to the other, as the caller. What the other side gets names nothing of where it came from: files are new ones with names of their own. */
  "POST /crm/tickets/{id}/relay": {
    path: {
      /** the ticket */
      id: number;
    };
    body: Relay;
    answer: SentMessage;
  };
  /** Puts a ticket aside until a time, and in any case until a party writes. Parties do not learn of it. */
  "PUT /crm/tickets/{id}/snooze": {
    path: {
      /** the ticket */
      id: number;
    };
    body: Snooze;
    answer: Ticket;
  };
  /** Takes a ticket up again before its time. */
  "DELETE /crm/tickets/{id}/snooze": {
    path: {
      /** the ticket */
      id: number;
    };
    answer: Ticket;
  };
  /** Moves a ticket. Closing freezes both channels, reopening thaws them. */
  "PUT /crm/tickets/{id}/status": {
    path: {
      /** the ticket */
      id: number;
    };
    body: ChangeStatus;
    answer: Ticket;
  };
  /** Which colleagues have a ticket open. */
  "GET /crm/tickets/{id}/viewers": {
    path: {
      /** the ticket */
      id: number;
    };
    answer: Viewers;
  };
  /** Takes a file. It is the caller's alone until a message of the caller names it in `attachment_ids`. */
  "POST /files": {
    form: unknown;
    answer: UploadedFile;
  };
  /** A file: its uploader's, or of a message the caller may read. Parts by `Range`. */
  "GET /files/{id}": {
    path: {
      /** the file */
      id: string;
    };
    answer: unknown;
  };
  /** A small picture of an image. */
  "GET /files/{id}/thumbnail": {
    path: {
      /** the file */
      id: string;
    };
    answer: unknown;
  };
  /** The flows that guide deals. */
  "GET /flows": {
    answer: FlowSummary[];
  };
  /** A page of a view of the inbox. */
  "GET /inbox/cases": {
    query?: {
      /** The view; `mine` when absent. */
      view?: InboxView;
      /** Only these kinds of cases, separated by commas. */
      kind?: string;
      /** Only these statuses, separated by commas. */
      status?: string;
      /** `low`, `medium`, `high` or `urgent`; several separated by commas. */
      priority?: string;
      /** Only cases with one of these labels: ids separated by commas. */
      label?: string;
      /** Only this agent's cases, in a view that shows those of others. */
      agent?: number;
      /** Only this team's cases, in a view that shows those of others. */
      team?: string;
      /** `true`: only cases with a message that the caller has not read. */
      unread?: boolean;
      /** `true`: only cases in which someone waits for staff; or the side that waits: `brand`, `creator`, `customer`. */
      waiting?: string;
      /** Words of the title or of a party's name, or a number. */
      q?: string;
      /** The order. The view `queue` has its own: the most urgent first, and among those the oldest. */
      sort?: InboxSort;
      /** Where to go on: `next` of the page before. */
      cursor?: string;
      /** The maximum number of rows: 50 when absent, 100 at most. */
      limit?: number;
    };
    answer: CasePage;
  };
  /** One case as a row. */
  "GET /inbox/cases/{kind}/{id}": {
    path: {
      /** the kind */
      kind: CaseKind;
      /** the case */
      id: number;
    };
    answer: CaseRow;
  };
  /** Gives a case back to the queue, at the place of its age. The agent who gave it back is not offered it again. 409 for a kind that must have an agent, such as a ticket. */
  "POST /inbox/cases/{kind}/{id}/release": {
    path: {
      /** the kind */
      kind: CaseKind;
      /** the case */
      id: number;
    };
    answer: CaseRow;
  };
  /** Takes a case over: the caller handles it from now on. Any member of staff takes one that waits for an agent; one that someone handles can be taken over by whoever may reassign it. */
  "POST /inbox/cases/{kind}/{id}/take": {
    path: {
      /** the kind */
      kind: CaseKind;
      /** the case */
      id: number;
    };
    answer: CaseRow;
  };
  /** Gives a case to another member of staff. For its agent, the lead of the agent's team within the team, supervisors and above. */
  "POST /inbox/cases/{kind}/{id}/transfer": {
    path: {
      /** the kind */
      kind: CaseKind;
      /** the case */
      id: number;
    };
    body: Transfer;
    answer: CaseRow;
  };
  /** How many cases each view holds. */
  "GET /inbox/counts": {
    answer: InboxCounts;
  };
  /** Jobs in a state, the oldest first, and how many there are in each state. */
  "GET /jobs": {
    query?: {
      /** In which state: `dead` when nothing is said. */
      state?: JobState;
      /** How many at most. */
      limit?: number;
    };
    answer: JobPage;
  };
  /** Gives a dead job up for good. 409 when it is not dead. */
  "DELETE /jobs/{id}": {
    path: {
      /** the job */
      id: string;
    };
    answer: undefined;
  };
  /** Tries a dead job again, now and from the beginning. 409 when it is not dead, or when a newer one has taken its place. */
  "POST /jobs/{id}/replay": {
    path: {
      /** the job */
      id: string;
    };
    answer: Job;
  };
  /** Who the caller is, and what the front end keeps for this person. */
  "GET /me": {
    answer: Me;
  };
  /** Changes what is kept for the caller. */
  "PATCH /me": {
    body: PatchMe;
    answer: Me;
  };
  /** The caller's conversations, the most recently written to first. */
  "GET /messages/conversations": {
    query?: {
      /** Number of the page, from 1. */
      page?: number;
      /** Items of a page, 50 when absent, 100 at most. */
      limit?: number;
    };
    answer: PageConversation;
  };
  /** Clicks a button of the card. An outdated one is refused with `FLOW_STATE_INVALID`. */
  "POST /messages/conversations/{id}/button-click": {
    path: {
      /** the conversation */
      id: string;
    };
    body: ButtonClick;
    answer: Acted;
  };
  /** How a conversation stands, as the caller sees it. */
  "GET /messages/conversations/{id}/context": {
    path: {
      /** a conversation id or channel name */
      id: string;
    };
    answer: DealContext;
  };
  /** Messages of a conversation, oldest first. With `after_seq` every entry of the log, so that a gap can be filled. */
  "GET /messages/conversations/{id}/messages": {
    path: {
      /** a conversation id or channel name */
      id: string;
    };
    query?: {
      /** Messages before this position. */
      before_seq?: number;
      /** Every entry after this position. */
      after_seq?: number;
      /** Number of the page, from 1, counted from the newest; instead of a position. */
      page?: number;
      /** Items at most, 50 when absent, 100 at most. */
      limit?: number;
    };
    answer: LogPage;
  };
  /** Says how far the caller has read; everything when no position is given. */
  "POST /messages/conversations/{id}/seen": {
    path: {
      /** a conversation id or channel name */
      id: string;
    };
    body?: MarkSeen | null;
    answer: ReadState;
  };
  /** Answers the input of the card with what was typed. A doubtful amount is refused with 422. */
  "POST /messages/conversations/{id}/text-input": {
    path: {
      /** the conversation */
      id: string;
    };
    body: TextInput;
    answer: Acted;
  };
  /** Hands in work. For the creator, while it is in progress. */
  "POST /messages/conversations/{id}/work": {
    path: {
      /** the conversation */
      id: string;
    };
    body: SubmitWork;
    answer: Acted;
  };
  /** Writes to someone directly, without a flow: to whoever made an offer that the caller may answer, or with whom the caller has a deal. For brands and creators. */
  "POST /messages/direct-connect": {
    body: DirectConnect;
    answer: DirectConnected;
  };
  /** The caller's direct conversations, the most recently written to first. */
  "GET /messages/direct-connections": {
    query?: {
      /** Number of the page, from 1. */
      page?: number;
      /** Items of a page, 50 when absent, 100 at most. */
      limit?: number;
    };
    answer: PageConversation;
  };
  /** Posts a message: in a conversation, or with `receiver_id` alone in the direct conversation with that person. */
  "POST /messages/send": {
    body: SendMessage;
    answer: SentMessage;
  };
  /** Unread messages of the caller in all conversations. */
  "GET /messages/unread-count": {
    answer: UnreadCount;
  };
  /** Replaces the text of the caller's own message. */
  "PATCH /messages/{id}": {
    path: {
      /** the message */
      id: string;
    };
    body: EditMessage;
    answer: Message;
  };
  /** Removes a message's text and files: the author's own, or any as supervisor and above. */
  "DELETE /messages/{id}": {
    path: {
      /** the message */
      id: string;
    };
    answer: undefined;
  };
  /** Mirrors an order: people, ticket, agent, channels and welcome messages in one transaction. The same `external_id` again gives the same order again, with status 200. */
  "POST /orders": {
    body: CreateOrder;
    answer: Order;
  };
  /** An order; a party sees its own side of it. */
  "GET /orders/{id}": {
    path: {
      /** the order */
      id: number;
    };
    answer: Order;
  };
  /** Changes an order as the host or an admin says. */
  "PATCH /orders/{id}": {
    path: {
      /** the order */
      id: number;
    };
    body: PatchOrder;
    answer: Order;
  };
  /** Says what becomes of a payment in the sandbox, in which no money moves. For the payer. */
  "POST /payments/sandbox": {
    body: SandboxPayment;
    answer: DealContext;
  };
  /** Refuses all tokens of a person, also new ones, until the person is reactivated. What was written stays. */
  "POST /people/deactivate": {
    body: WhichPerson;
    answer: PersonAccess;
  };
  /** Accepts new tokens of a person again. Those of before the person was deactivated are not accepted. */
  "POST /people/reactivate": {
    body: WhichPerson;
    answer: PersonAccess;
  };
  /** Refuses all tokens that a person has got so far, and cuts the person's connections. For an API key with the scope `people`, and for admins. */
  "POST /people/revoke": {
    body: WhichPerson;
    answer: PersonAccess;
  };
  /** Messages by their words, the newest first. For staff, and keys that read tickets. */
  "GET /search/messages": {
    query: {
      /** Words. Each must begin a word of the message, or of a file's name; case and accents do not matter. */
      q: string;
      /** Only in this ticket. */
      ticket_id?: TicketId;
      /** `next` of the answer before. */
      before?: string;
      /** Items of a page, 50 when absent, 100 at most. */
      limit?: number;
    };
    answer: FoundMessages;
  };
  /** What staff and keys have done, the newest first. For admins. */
  "GET /support/activity": {
    query?: {
      /** Only entries older than this one. */
      before?: number;
      /** Only what this one did: a chat identity, `key-1` or `system`. */
      actor?: string;
      /** Only what was done to this: a kind, or a kind and an id such as `ticket:12`. */
      subject?: string;
      /** Items at most, 50 when absent, 100 at most. */
      limit?: number;
    };
    answer: ActivityPage;
  };
  /** Live chats that wait for an agent, in the order of the queue. For staff. */
  "GET /support/chat/queue": {
    query?: {
      /** Number of the page, from 1. */
      page?: number;
      /** Items of a page, 50 when absent, 100 at most. */
      limit?: number;
    };
    answer: PageSession;
  };
  /** All live chats, the newest first. For staff. */
  "GET /support/chat/sessions": {
    query?: {
      /** Only these statuses, separated by commas: `ai`, `waiting`, `assigned`, `abandoned`, `ended`. */
      status?: string;
      /** Only the chat that is this case of the inbox: the number in `session-12`. */
      case?: number;
      /** Number of the page, from 1. */
      page?: number;
      /** Items of a page, 50 when absent, 100 at most. */
      limit?: number;
    };
    answer: PageSession;
  };
  /** The caller's live chat that has not ended. */
  "GET /support/chat/sessions/active": {
    answer: Session;
  };
  /** Starts a live chat of the caller, a customer or visitor: the assistant greets. Answers 201; 200 with the chat that the caller has open, if there is one. */
  "POST /support/chat/sessions/user": {
    body?: StartSession | null;
    answer: Session;
  };
  /** One live chat. Its messages are those of the conversation with the same id. */
  "GET /support/chat/sessions/{id}": {
    path: {
      /** the session */
      id: string;
    };
    answer: Session;
  };
  /** Gives a live chat to a member of staff: to the caller when no one is named. Any member of staff takes one that no one handles, also from the assistant. */
  "POST /support/chat/sessions/{id}/assign": {
    path: {
      /** the session */
      id: string;
    };
    body?: AssignSession | null;
    answer: Session;
  };
  /** Ends a live chat for good. For whoever it is for, its agent, and team leads and above while no one handles it. */
  "POST /support/chat/sessions/{id}/end": {
    path: {
      /** the session */
      id: string;
    };
    answer: Session;
  };
  /** Asks for a person instead of the assistant. For whoever the chat is for; while it waits or has an agent nothing changes. */
  "POST /support/chat/sessions/{id}/handover": {
    path: {
      /** the session */
      id: string;
    };
    answer: Session;
  };
  /** Posts a message in a live chat. */
  "POST /support/chat/sessions/{id}/messages": {
    path: {
      /** the session */
      id: string;
    };
    body: PostSessionMessage;
    answer: SentMessage;
  };
  /** Gives a live chat to another member of staff. For its agent, the lead of the agent's team within the team, supervisors and above. */
  "POST /support/chat/sessions/{id}/transfer": {
    path: {
      /** the session */
      id: string;
    };
    body: Transfer;
    answer: Session;
  };
  /** What is set for the whole workspace. For admins. */
  "GET /support/settings": {
    answer: Settings;
  };
  /** Sets all of it, in place of the version it was made from; 409 when somebody else was faster. */
  "PUT /support/settings": {
    body: Settings;
    answer: Settings;
  };
  /** What a widget must know before anybody has logged in. */
  "GET /widget/config": {
    answer: WidgetConfig;
  };
  /** Gives a visitor a token. With `identity`, a token that the host signed, the visitor becomes that person, until `identity` expires. */
  "POST /widget/session": {
    body: StartWidgetSession;
    answer: WidgetSession;
  };
}
