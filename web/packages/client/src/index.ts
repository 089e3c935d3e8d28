// The public interface of the client. What is not named here may change at any time.

export type { ConnectionState } from "./connection.ts";
export { Connection } from "./connection.ts";
export type { ConversationSnapshot } from "./conversation/conversation.ts";
export { ConversationStore } from "./conversation/conversation.ts";
export type { Draft, PendingMessage } from "./conversation/outbox.ts";
export type { BlobLike, Environment, FetchLike, Storage } from "./environment.ts";
export type { LocalErrorCode } from "./errors.ts";
export { LiaisonError } from "./errors.ts";
export type { MessageNotice, Notification, ServerEvents } from "./events.gen.ts";
export type { LiaisonOptions } from "./liaison.ts";
export { Liaison } from "./liaison.ts";
export { conversationList } from "./lists/conversations.ts";
export type { ListSnapshot, RefreshingList } from "./lists/refreshing.ts";
export { ownSession } from "./lists/sessions.ts";
export type { TicketQuery, TicketRef } from "./lists/tickets.ts";
export { ticketList, ticketOf } from "./lists/tickets.ts";
export type { Observable } from "./observable.ts";
export { Cell } from "./observable.ts";
export type { People, Present } from "./presence.ts";
export { Presence } from "./presence.ts";
export type * from "./rest/api.gen.ts";
export type { Answer, Arguments, CallOptions, Route } from "./rest/rest.ts";
export { Rest } from "./rest/rest.ts";
export type { TokenSource } from "./rest/tokens.ts";
export type { Keeping } from "./storage.ts";
