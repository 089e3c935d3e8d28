// Putting a ticket aside: until when.

import { Button, Field, Icon } from "@liaison-chat/ui";
import { type ReactNode, useState } from "react";
import { Dialog } from "../parts/dialog.tsx";
import { useLocale, useTexts } from "../texts/texts.ts";
import { fieldTime, snoozeTimes, whenWords } from "./snooze-times.ts";

/** Asks until when. */
export function SnoozeDialog({
  onSnooze,
  onClose,
}: {
  /** Without a time: until a party writes. Says by itself how it went. */
  readonly onSnooze: (until: Date | undefined) => Promise<void>;
  readonly onClose: () => void;
}): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  // As it was when it was opened: choices must not move below the finger.
  const [now] = useState(() => new Date());
  const [problem, setProblem] = useState<string>();

  function choose(until: Date | undefined) {
    // How it went is said on the page.
    void onSnooze(until);
    onClose();
  }

  return (
    <Dialog title={texts.ticket.snoozeTitle} lead={texts.ticket.snoozeLead} onClose={onClose} width={420}>
      <ul className="px-3">
        {snoozeTimes(now).map(({ name, until }, index) => (
          <li key={name}>
            <button
              type="button"
              data-first={index === 0 || undefined}
              className="flex min-h-9 w-full items-center gap-3 rounded-md px-2 py-1.5 text-start -outline-offset-2 hover:bg-sunken"
              onClick={() => choose(until)}
            >
              <Icon name={until ? "clock" : "note"} className="text-muted" />
              <span className="flex-1">{texts.ticket.snoozeFor[name]}</span>
              <span className="text-sm text-muted tabular-nums">
                {until ? whenWords(until, now, locale) : null}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <form
        className="flex flex-wrap items-end gap-2 border-t border-line px-5 pt-3 pb-4 mt-2"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const until = new Date(String(new FormData(event.currentTarget).get("until")));
          if (until > now) choose(until);
          else setProblem(texts.ticket.snoozePast);
        }}
      >
        <div className="min-w-50 flex-1">
          <Field label={texts.ticket.snoozeOther} error={problem}>
            {(ties) => (
              <input
                {...ties}
                type="datetime-local"
                name="until"
                aria-label={texts.ticket.snoozeTime}
                className="lia-input"
                min={fieldTime(now)}
                defaultValue={fieldTime(snoozeTimes(now)[2]?.until ?? now)}
              />
            )}
          </Field>
        </div>
        <Button type="submit">{texts.ticket.snooze}</Button>
      </form>
    </Dialog>
  );
}
