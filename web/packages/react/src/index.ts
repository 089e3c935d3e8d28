// The public interface of the React package.

export {
  type ShownList,
  useConnection,
  useConversation,
  useConversations,
  useObservable,
  usePresence,
  useTicket,
  useTickets,
  useTyping,
} from "./hooks.ts";
export { LiaisonProvider, useLiaison } from "./provider.tsx";
