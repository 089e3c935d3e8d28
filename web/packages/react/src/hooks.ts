// The stores of the client as hooks. Each component is drawn again when what it uses has changed.

import {
  type ConnectionState,
  type Conversation,
  type ConversationSnapshot,
  type ConversationStore,
  conversationList,
  type LiaisonError,
  type ListSnapshot,
  type Observable,
  type Person,
  type Present,
  type RefreshingList,
  type Ticket,
  type TicketQuery,
  type TicketRef,
  ticketList,
  ticketOf,
} from "@liaison-chat/client";
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useLiaison } from "./provider.tsx";

/** The value of an observable; the component is drawn again when it changes. */
export function useObservable<T>({ subscribe, get }: Observable<T>): T {
  return useSyncExternalStore(subscribe, get, get);
}

/** How the connection stands. */
export function useConnection(): ConnectionState {
  return useObservable(useLiaison().state);
}

/** A conversation as it is now, and its `store` to act on it: `store.send`, `store.loadOlder`, `store.markRead`. */
export function useConversation(name: string): ConversationSnapshot & { readonly store: ConversationStore } {
  const store = useLiaison().conversation(name);
  const snapshot = useObservable(store);
  return useMemo(() => ({ ...snapshot, store }), [snapshot, store]);
}

/** Who else types in a conversation, by chat identity, and what to call when this person presses a key. */
export function useTyping(name: string): {
  readonly typing: readonly string[];
  readonly keyPressed: () => void;
} {
  const store = useLiaison().conversation(name);
  const get = useCallback(() => store.get().typing, [store]);
  const typing = useSyncExternalStore(store.subscribe, get, get);
  const keyPressed = useCallback(() => store.typing(), [store]);
  return { typing, keyPressed };
}

/** Whether somebody is there; undefined while nothing was heard of the person, and while there is no connection. */
export function usePresence(publicId: string): Present | undefined {
  const { presence } = useLiaison();
  const isConnected = useConnection().name === "connected";
  const get = useCallback(() => presence.get()[publicId], [presence, publicId]);
  const present = useSyncExternalStore(presence.subscribe, get, get);
  // What was known before the connection was lost may no longer be so.
  return isConnected ? present : undefined;
}

/** A list as it is now, and its `list` to act on it: `list.loadMore`, `list.refresh`. */
export type ShownList<T> = ListSnapshot<T> & { readonly list: RefreshingList<T> };

/** The person's conversations, the newest activity first. */
export function useConversations(): ShownList<Conversation> {
  const liaison = useLiaison();
  return useList(useMemo(() => conversationList(liaison), [liaison]));
}

/** Tickets for staff. The same question asked again, in another object, is the same list. */
export function useTickets(query: TicketQuery = {}): ShownList<Ticket> {
  const liaison = useLiaison();
  const asked = JSON.stringify(query);
  return useList(useMemo(() => ticketList(liaison, JSON.parse(asked)), [liaison, asked]));
}

/** One ticket. `ticket` is undefined until it was read; `error` says why it could not be, `reload` tries again. */
export function useTicket(which: TicketRef): {
  readonly ticket: Ticket | undefined;
  readonly error: LiaisonError | undefined;
  readonly reload: () => void;
} {
  const liaison = useLiaison();
  const asked = JSON.stringify(which);
  const list = useMemo(() => ticketOf(liaison, JSON.parse(asked)), [liaison, asked]);
  const { items, error } = useObservable(list);
  const reload = useCallback(() => void list.refresh(), [list]);
  return { ticket: items[0], error, reload };
}

/** Who this person is; undefined until the server has said it. */
export function useMe(): Person | undefined {
  const liaison = useLiaison();
  const [me, setMe] = useState<Person>();
  useEffect(() => {
    const ask = () => void liaison.me().then(setMe, () => {});
    ask();
    // What could not be asked before the connection was there.
    return liaison.connection.whenever(ask);
  }, [liaison]);
  return me;
}

function useList<T>(list: RefreshingList<T>): ShownList<T> {
  const snapshot = useObservable(list);
  return useMemo(() => ({ ...snapshot, list }), [snapshot, list]);
}
