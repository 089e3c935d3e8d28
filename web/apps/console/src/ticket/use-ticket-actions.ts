// What can be done to a ticket: its status, its priority, who handles it.

import type { Priority, Ticket, TicketStatus } from "@liaison-chat/client";
import { useMemo, useState } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { say } from "../parts/toasts.tsx";
import { reasonOf, useLocale, useTexts } from "../texts/texts.ts";
import { whenWords } from "./snooze-times.ts";

/** What can be done. Each says by itself how it went. */
export interface TicketActions {
  /** What was chosen and is on its way, so that it shows at once. */
  readonly status: TicketStatus;
  readonly priority: Priority;
  setStatus(status: TicketStatus): Promise<void>;
  setPriority(priority: Priority): Promise<void>;
  reassign(agent: { id: number; name: string }): Promise<boolean>;
  setLabel(label: { id: number; name: string }, isOn: boolean): Promise<void>;
  /** Snoozes it; without a time until a party writes. */
  snooze(until?: Date): Promise<void>;
  unsnooze(): Promise<void>;
}

/** What can be done to a ticket. */
export function useTicketActions(ticket: Ticket, refresh: () => Promise<void>): TicketActions {
  const { liaison } = useConsole();
  const texts = useTexts();
  const locale = useLocale();
  const [status, showStatus] = useState<TicketStatus>();
  const [priority, showPriority] = useState<Priority>();
  const { id } = ticket;
  return useMemo(() => {
    const attempt = async (
      run: () => Promise<unknown>,
      words: string | undefined,
      undo?: () => void,
    ): Promise<boolean> => {
      try {
        await run();
        await refresh();
        if (words) say(words, undo ? { action: { label: texts.actions.undo, run: undo } } : {});
        return true;
      } catch (thrown) {
        say(reasonOf(thrown, texts), { tone: "bad" });
        return false;
      }
    };
    const { rest } = liaison;
    const path = { id };
    const unsnooze = async () => {
      await attempt(() => rest.call("DELETE /crm/tickets/{id}/snooze", { path }), texts.ticket.unsnoozed);
    };
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
      async setLabel({ id: label }, isOn) {
        const route = isOn
          ? "PUT /crm/tickets/{id}/labels/{label}"
          : "DELETE /crm/tickets/{id}/labels/{label}";
        // The tick in the menu says it.
        await attempt(() => rest.call(route, { path: { id, label } }), undefined);
      },
      async snooze(until) {
        const words = until
          ? texts.ticket.snoozedUntil(whenWords(until, new Date(), locale))
          : texts.ticket.snoozedUntilReply;
        await attempt(
          () =>
            rest.call("PUT /crm/tickets/{id}/snooze", {
              path,
              body: until ? { until: until.toISOString() } : {},
            }),
          texts.joined.pair(texts.ticket.number(id), words),
          () => void unsnooze(),
        );
      },
      unsnooze,
    };
  }, [liaison, id, ticket.status, ticket.priority, status, priority, refresh, texts, locale]);
}
