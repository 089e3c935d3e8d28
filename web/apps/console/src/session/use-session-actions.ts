// What can be done to a live chat: taking it, giving it to a colleague or back to the queue, ending it.

import type { CaseRow, Session } from "@liaison-chat/client";
import { useContext, useMemo } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { caseCalls } from "../inbox/case-calls.ts";
import { caseKey } from "../inbox/case-key.ts";
import { InboxContext } from "../inbox/inbox-context.ts";
import { say } from "../parts/toasts.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";
import { sessionReference } from "./session-reference.ts";

/** What can be done. Each says by itself how it went. */
export interface SessionActions {
  /** The caller handles it from now on. */
  take(): Promise<boolean>;
  assign(agent: { id: number; name: string }): Promise<boolean>;
  /** It waits for another agent. */
  release(): Promise<boolean>;
  end(): Promise<boolean>;
}

/** What can be done to a chat. */
export function useSessionActions(
  id: number,
  session: Session,
  refresh: () => Promise<unknown>,
): SessionActions {
  const { liaison } = useConsole();
  const { list } = useContext(InboxContext);
  const texts = useTexts();
  return useMemo(() => {
    const one = { kind: "session", id } as const;
    const calls = caseCalls(liaison.rest);
    const attempt = async (run: () => Promise<CaseRow | undefined>, words: string): Promise<boolean> => {
      try {
        list?.expect([caseKey(one)]);
        const row = await run();
        if (row) list?.put(row);
        await refresh();
        say(words);
        return true;
      } catch (thrown) {
        say(reasonOf(thrown, texts), { tone: "bad" });
        return false;
      }
    };
    return {
      take: () => attempt(() => calls.take(one), texts.cases.taken(sessionReference(id))),
      assign: (agent) => attempt(() => calls.assign(one, agent.id), texts.ticket.reassigned(agent.name)),
      release: () => attempt(() => calls.release(one), texts.session.released),
      end: () =>
        attempt(async () => {
          const path = { id: session.id };
          await liaison.rest.call("POST /support/chat/sessions/{id}/end", { path }, { isIdempotent: true });
          return undefined;
        }, texts.session.ended),
    };
  }, [liaison, list, id, session.id, refresh, texts]);
}
