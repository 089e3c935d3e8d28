// What can be done to a ticket: its status, its priority, who handles it.

import type { Priority, Ticket, TicketStatus } from "@liaison-chat/client";
import { useMemo, useState } from "react";
import { say } from "../parts/toasts.tsx";
import { useConsole } from "../session/console-context.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";

/** What can be done. Each says by itself how it went. */
export interface TicketDeeds {
  /** What was chosen and is on its way, so that it shows at once. */
  readonly status: TicketStatus;
  readonly priority: Priority;
  setStatus(status: TicketStatus): Promise<void>;
  setPriority(priority: Priority): Promise<void>;
  reassign(agent: { id: number; name: string }): Promise<boolean>;
}

/** The deeds for a ticket. */
export function useTicketDeeds(ticket: Ticket, refresh: () => Promise<void>): TicketDeeds {
  const { liaison } = useConsole();
  const texts = useTexts();
  const [status, showStatus] = useState<TicketStatus>();
  const [priority, showPriority] = useState<Priority>();
  const { id } = ticket;
  return useMemo(() => {
    const attempt = async (run: () => Promise<unknown>, words: string): Promise<boolean> => {
      try {
        await run();
        await refresh();
        say(words);
        return true;
      } catch (thrown) {
        say(reasonOf(thrown, texts), { tone: "bad" });
        return false;
      }
    };
    const { rest } = liaison;
    return {
      status: status ?? ticket.status,
      priority: priority ?? ticket.priority,
      async setStatus(next) {
        showStatus(next);
        await attempt(
          () => rest.call("PUT /crm/tickets/{id}/status", { path: { id }, body: { status: next } }),
          texts.joined.pair(texts.ticket.number(id), texts.statuses[next]),
        );
        showStatus(undefined);
      },
      async setPriority(next) {
        showPriority(next);
        await attempt(
          () => rest.call("PUT /crm/tickets/{id}/priority", { path: { id }, body: { priority: next } }),
          texts.joined.pair(texts.inbox.priority, texts.priorities[next]),
        );
        showPriority(undefined);
      },
      reassign: (agent) =>
        attempt(
          () => rest.call("PUT /crm/tickets/{id}/reassign", { path: { id }, body: { agent_id: agent.id } }),
          texts.ticket.reassigned(agent.name),
        ),
    };
  }, [liaison, id, ticket.status, ticket.priority, status, priority, refresh, texts]);
}
