// What can be done to a ticket: its status, its priority, who handles it. What can be undone offers it.

import type { Priority, Ticket, TicketStatus } from "@liaison-chat/client";
import { useContext, useMemo, useState } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { caseCalls } from "../inbox/case-calls.ts";
import { ticketKey } from "../inbox/case-key.ts";
import { InboxContext } from "../inbox/inbox-context.ts";
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
  /** The caller handles it from now on. */
  take(): Promise<boolean>;
  setLabel(label: { id: number; name: string }, isOn: boolean): Promise<void>;
  /** Snoozes it; without a time until a party writes. */
  snooze(until?: Date): Promise<void>;
  unsnooze(): Promise<void>;
}

/** What can be done to a ticket. */
export function useTicketActions(ticket: Ticket, refresh: () => Promise<void>): TicketActions {
  const { liaison } = useConsole();
  const { list } = useContext(InboxContext);
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
        list?.expect([ticketKey(id)]);
        await run();
        await refresh();
        if (words) say(words, undo ? { action: { label: texts.actions.undo, run: undo } } : {});
        return true;
      } catch (thrown) {
        say(reasonOf(thrown, texts), { tone: "bad" });
        return false;
      }
    };
    const one = { kind: "ticket", id } as const;
    const calls = caseCalls(liaison.rest);
    const number = texts.ticket.number(id);
    const unsnooze = async () => {
      await attempt(() => calls.unsnooze(one), texts.ticket.unsnoozed);
    };
    const back = (run: () => Promise<unknown>) => () => void attempt(run, texts.bulk.undone(1));
    return {
      status: status ?? ticket.status,
      priority: priority ?? ticket.priority,
      async setStatus(next) {
        const before = ticket.status;
        if (next === before) return;
        showStatus(next);
        await attempt(
          () => calls.setStatus(one, next),
          texts.joined.pair(number, texts.statuses[next]),
          back(() => calls.setStatus(one, before)),
        );
        showStatus(undefined);
      },
      async setPriority(next) {
        showPriority(next);
        // The strip says it.
        await attempt(() => calls.setPriority(one, next), undefined);
        showPriority(undefined);
      },
      reassign: (agent) =>
        attempt(
          () => calls.assign(one, agent.id),
          texts.ticket.reassigned(agent.name),
          back(() => calls.assign(one, ticket.agent.id)),
        ),
      take: () => attempt(async () => list?.put(await calls.take(one)), texts.cases.taken(number)),
      async setLabel({ id: label }, isOn) {
        // The tick in the menu says it.
        await attempt(() => calls.setLabel(one, label, isOn), undefined);
      },
      async snooze(until) {
        const words = until
          ? texts.ticket.snoozedUntil(whenWords(until, new Date(), locale))
          : texts.ticket.snoozedUntilReply;
        await attempt(
          () => calls.snooze(one, { until }),
          texts.joined.pair(number, words),
          () => void unsnooze(),
        );
      },
      unsnooze,
    };
  }, [
    liaison,
    list,
    id,
    ticket.status,
    ticket.priority,
    ticket.agent.id,
    status,
    priority,
    refresh,
    texts,
    locale,
  ]);
}
