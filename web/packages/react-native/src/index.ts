// The public interface of the React Native package.

export type { OpenFile } from "./attachment.tsx";
export { ContactSupportButton, type ContactSupportButtonProps } from "./contact-support-button.tsx";
export { FloatingChatWidget, type FloatingChatWidgetProps } from "./floating-chat-widget.tsx";
export { type NetworkInfo, networkOf } from "./network.ts";
export { onWake } from "./on-wake.ts";
export { SupportProvider, type SupportProviderProps } from "./provider.tsx";
export { ChatService, liaisonService } from "./service.ts";
export { SessionChat, type SessionChatProps } from "./session-chat.tsx";
export { TicketChat, type TicketChatProps } from "./ticket-chat.tsx";
export type { PickedFile, PickFiles, RecordVoice } from "./use-files.ts";
