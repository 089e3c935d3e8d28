// What has no screen: hooks, words and the decisions of a chat. React Native draws with it.

export { initialsOf } from "./chat/avatar.ts";
export { asksForPerson, type CardProps, type Cards, type CardType, cardOf } from "./chat/cards.ts";
export type { ChatOf } from "./chat/chat-of.ts";
export { refOf } from "./chat/chat-of.ts";
export { type ComposerFiles, composerOf, filesOf } from "./chat/composing.ts";
export { eventText } from "./chat/event-text.ts";
export { isAccepted, MAX_CHARACTERS } from "./chat/file-limits.ts";
export { type FormField, filledForm } from "./chat/form-fields.ts";
export { hasSessions } from "./chat/has-sessions.ts";
export { isChangeable } from "./chat/is-changeable.ts";
export {
  enterMeaning,
  isKey,
  isOfInputMethod,
  type KeyEvent,
  type KeyPress,
  pressIn,
} from "./chat/key-meaning.ts";
export { piecesOf } from "./chat/links.ts";
export { formFor, stepsOf } from "./chat/order-steps.ts";
export { type Row, rowsOf } from "./chat/rows.ts";
export { type ServerEvent, serverEventOf } from "./chat/server-event.ts";
export { isAltGr, latinLetter, makesText } from "./chat/typed-text.ts";
export { type Sending, uploadFile } from "./chat/upload-file.ts";
export { type Action, useAction } from "./chat/use-action.ts";
export { type ChatState, type ShownMessage, useChat } from "./chat/use-chat.ts";
export { useConnectionWords } from "./chat/use-connection-words.ts";
export { type Form, useForm } from "./chat/use-form.ts";
export { type OwnMessage, useOwnMessage } from "./chat/use-own-message.ts";
export { type SentFile, type SentFiles, useSending } from "./chat/use-sending.ts";
export { type SessionState, useSession } from "./chat/use-session.ts";
export { useSessionWords } from "./chat/use-session-words.ts";
export { channelOf, type TicketChatState, useTicketChat } from "./chat/use-ticket-chat.ts";
export {
  useConnection,
  useConversation,
  useConversations,
  useMe,
  useObservable,
  usePresence,
  useTicket,
  useTyping,
} from "./hooks.ts";
export { LiaisonProvider, type Manner, useLiaison, useManner } from "./provider.tsx";
export { lazily } from "./view/lazy.tsx";
export { learnSessions } from "./words/english-sessions.ts";
export { dayNumber, dayOf, moneyOf, shortDayOf, sizeOf, timeOf } from "./words/formats.ts";
export { chooseLanguage, isRightToLeft, type Language, languages } from "./words/language.ts";
export { Speaking, useSpeech } from "./words/speech.tsx";
