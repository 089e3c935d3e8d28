// Doing one thing to all ticked cases, and undoing it.

import type { CaseRow, Priority, TicketStatus } from "@liaison-chat/client";
import { useMemo, useState } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { say } from "../parts/toasts.tsx";
import { reasonOf, useLocale, useTexts } from "../texts/texts.ts";
import { whenWords } from "../ticket/snooze-times.ts";
import { type Change, caseCalls, changesBy } from "./case-calls.ts";
import type { CaseList } from "./case-store.ts";
import { inBulk, type Outcome, undone } from "./in-bulk.ts";

/** What can be done to the selection. Each says by itself how it went. */
export interface Bulk {
  readonly isBusy: boolean;
  readonly setStatus: (status: TicketStatus) => Promise<void>;
  readonly setPriority: (priority: Priority) => Promise<void>;
  readonly setLabel: (label: { readonly id: number; readonly name: string }, isOn: boolean) => Promise<void>;
  readonly assign: (agent: { readonly id: number; readonly name: string }) => Promise<void>;
  readonly snooze: (until: Date | undefined) => Promise<void>;
}

/** The actions for these cases. `onDone` is called when they need not stay ticked. */
export function useBulk(rows: readonly CaseRow[], list: CaseList, onDone: () => void): Bulk {
  const { liaison } = useConsole();
  const texts = useTexts();
  const locale = useLocale();
  const [isBusy, setBusy] = useState(false);
  return useMemo(() => {
    const changes = changesBy(caseCalls(liaison.rest), Date.now);
    const tell = ({ done, failed, problem }: Outcome, words: string, undo?: () => void) => {
      const offer = undo && done.length > 0 ? { action: { label: texts.actions.undo, run: undo } } : {};
      if (failed.length > 0) {
        const refused = texts.bulk.failed(failed.length, reasonOf(problem, texts));
        say(done.length > 0 ? `${words} ${refused}` : refused, { tone: "bad", ...offer });
      } else if (done.length > 0) say(words, offer);
      else say(texts.bulk.nothingToDo);
    };
    const run = async (change: Change, what: string, staysTicked = false) => {
      setBusy(true);
      list.expect(rows.map(({ key }) => key));
      const outcome = await inBulk(rows, change);
      setBusy(false);
      const words = (count: number) => texts.joined.pair(texts.bulk.cases(count), what);
      tell(outcome, words(outcome.done.length), async () => {
        list.expect(outcome.done.map(({ key }) => key));
        const back = await undone(outcome.done, change);
        tell(back, texts.bulk.undone(back.done.length));
      });
      if (!staysTicked && outcome.failed.length === 0) onDone();
    };
    return {
      isBusy,
      setStatus: (status) => run(changes.status(status), texts.statuses[status]),
      setPriority: (priority) => run(changes.priority(priority), texts.priorities[priority]),
      // The menu stays open for another label.
      setLabel: ({ id, name }, isOn) =>
        run(changes.label(id, isOn), isOn ? texts.bulk.labelled(name) : texts.bulk.unlabelled(name), true),
      assign: ({ id, name }) => run(changes.assign(id), texts.ticket.handledBy(name)),
      snooze: (until) =>
        run(
          changes.snooze({ until }),
          until
            ? texts.ticket.snoozedUntil(whenWords(until, new Date(), locale))
            : texts.ticket.snoozedUntilReply,
        ),
    };
  }, [liaison, rows, list, texts, locale, isBusy, onDone]);
}
