// The public interface of the React package: hooks for one's own components, and components that are ready. Servers that
// tell server components from others take all of it for the browser's.

"use client";

export type { Conversation, Liaison, Message, Session, Ticket } from "@liaison-chat/client";
export { hasSessions } from "./chat/has-sessions.ts";
export { type Sending, uploadFile } from "./chat/upload-file.ts";
export { type ChatState, type ShownMessage, useChat } from "./chat/use-chat.ts";
export { type SessionState, useSession } from "./chat/use-session.ts";
export {
  type ShownList,
  useConnection,
  useConversation,
  useConversations,
  useMe,
  useObservable,
  usePresence,
  useTicket,
  useTickets,
  useTyping,
} from "./hooks.ts";
export { LiaisonProvider, type Manner, useLiaison } from "./provider.tsx";
export { ContactSupportButton, type ContactSupportButtonProps } from "./view/contact-support-button.tsx";
export { forgetDrafts } from "./view/draft.ts";
export { FloatingChatWidget, type FloatingChatWidgetProps } from "./view/floating-chat-widget.tsx";
export { SessionChat, type SessionChatProps } from "./view/session-chat.tsx";
export { TicketChat, type TicketChatProps } from "./view/ticket-chat.tsx";
export { type Language, languages } from "./words/language.ts";
