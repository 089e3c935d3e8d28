// The tickets of a view, kept true while one looks.

import { type TicketQuery, ticketList } from "@liaison-chat/client";
import { useLiaison, useObservable } from "@liaison-chat/react";
import { useEffect, useMemo } from "react";

/** Not everything that changes a list is told to everybody who looks at it: it is also read again by itself. */
export const GLANCE_MS = 20_000;

/** The list of a view. */
export function useInbox(query: TicketQuery) {
  const liaison = useLiaison();
  const asked = JSON.stringify(query);
  const list = useMemo(() => ticketList(liaison, JSON.parse(asked)), [liaison, asked]);
  const snapshot = useObservable(list);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden && liaison.connection.isConnected) void list.refresh();
    }, GLANCE_MS);
    return () => clearInterval(timer);
  }, [liaison, list]);
  return useMemo(() => ({ ...snapshot, list }), [snapshot, list]);
}
