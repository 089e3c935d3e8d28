// The status a person has set: available, busy, away, offline.

import type { AgentStatus } from "@liaison-chat/client";
import { useCallback, useEffect } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { say } from "../parts/toasts.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";

export const AGENT_STATUSES: readonly AgentStatus[] = ["available", "busy", "away", "offline"];

/** The status now, and how to set another one. It is shown everywhere at once, and taken back when the server refuses. */
export function useAgentStatus(): readonly [AgentStatus | undefined, (status: AgentStatus) => Promise<void>] {
  const { liaison, me, auth } = useConsole();
  const texts = useTexts();
  const set = useCallback(
    async (status: AgentStatus) => {
      auth.changeMe({ ...me, agent_status: status });
      try {
        await liaison.rest.call("PUT /agent/status", { body: { status } });
      } catch (thrown) {
        auth.changeMe(me);
        say(reasonOf(thrown, texts), { tone: "bad" });
      }
    },
    [liaison, me, auth, texts],
  );
  return [me.agent_status ?? undefined, set];
}

/** Takes a status that was set in another tab, or by the server. Once per page. */
export function useHeardStatus(): void {
  const { liaison, me, auth } = useConsole();
  useEffect(
    () =>
      liaison.connection.on("user_status_change", ({ userId, status }) => {
        const heard = AGENT_STATUSES.find((known) => known === status);
        if (userId === me.public_id && heard && heard !== me.agent_status) {
          auth.changeMe({ ...me, agent_status: heard });
        }
      }),
    [liaison, me, auth],
  );
}
