// What the person says of himself: available, busy, away, offline.

import type { AgentStatus } from "@liaison-chat/client";
import { usePresence } from "@liaison-chat/react";
import { useCallback, useState } from "react";
import { say } from "../parts/toasts.tsx";
import { useConsole } from "../session/console-context.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";

export const AGENT_STATUSES: readonly AgentStatus[] = ["available", "busy", "away", "offline"];

/** The status now, and how to set another one. It is shown at once, and taken back when the server refuses. */
export function useAgentStatus(): readonly [AgentStatus | undefined, (status: AgentStatus) => Promise<void>] {
  const { liaison, me, session } = useConsole();
  const texts = useTexts();
  const [wanted, setWanted] = useState<AgentStatus>();
  // Set in another tab, it is told by an event.
  const told = usePresence(me.public_id)?.status;
  const heard = AGENT_STATUSES.find((status) => status === told);
  const set = useCallback(
    async (status: AgentStatus) => {
      setWanted(status);
      try {
        await liaison.rest.call("PUT /agent/status", { body: { status } });
        session.changeMe({ ...me, agent_status: status });
      } catch (thrown) {
        say(reasonOf(thrown, texts), { tone: "bad" });
      } finally {
        setWanted(undefined);
      }
    },
    [liaison, me, session, texts],
  );
  return [wanted ?? me.agent_status ?? heard, set];
}
