// The live chat of a customer or visitor: starting it, asking for a person, ending it, and how it stands.

import { type LiaisonError, ownSession, type Session } from "@liaison-chat/client";
import { useMemo, useRef } from "react";
import { useObservable } from "../hooks.ts";
import { useLiaison } from "../provider.tsx";

/** A live chat as it stands, and what can be done about it. Each call fails when the server refuses. */
export interface SessionState {
  readonly status: "loading" | "ready" | "failed";
  readonly error: LiaisonError | undefined;
  /** Undefined: none is open. One that has just ended stays, until another one is started. */
  readonly session: Session | undefined;
  readonly start: () => Promise<void>;
  readonly handOver: () => Promise<void>;
  readonly end: () => Promise<void>;
  readonly reload: () => void;
}

/** The live chat of this person, live. */
export function useSession(): SessionState {
  const liaison = useLiaison();
  const list = useMemo(() => ownSession(liaison), [liaison]);
  const { items, status, error } = useObservable(list);
  const last = useRef<Session>(undefined);
  // The server no longer names one that is over.
  const before = last.current;
  const session = useMemo(() => items[0] ?? (before && over(before)), [items, before]);
  last.current = session;
  return useMemo(() => {
    const { rest } = liaison;
    const act = async (what: "handover" | "end") => {
      if (!session) return;
      const path = { id: session.id };
      const next = await rest.call(
        `POST /support/chat/sessions/{id}/${what}`,
        { path },
        { isIdempotent: true },
      );
      list.change(next.id, () => next);
    };
    return {
      status,
      error,
      session,
      async start() {
        await rest.call("POST /support/chat/sessions/user", { body: {} }, { isIdempotent: true });
        await list.refresh();
      },
      handOver: () => act("handover"),
      end: () => act("end"),
      reload: () => void list.refresh(),
    };
  }, [liaison, list, status, error, session]);
}

/** A chat that is over, whatever was heard of it last. */
const over = (session: Session): Session =>
  session.status === "ended" ? session : { ...session, status: "ended", position: null };
