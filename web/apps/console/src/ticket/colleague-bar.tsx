// Below a case that someone else handles, in the place of the fields: one can read it, leave a note, or take it over.

import { Button, Icon } from "@liaison-chat/ui";
import { type ReactNode, useState } from "react";
import { useTexts } from "../texts/texts.ts";

/** The bar. */
export function ColleagueBar({
  agent,
  onTake,
  onNote,
  onReply,
}: {
  /** Who handles the case; undefined while it is waiting for someone. */
  readonly agent: string | undefined;
  readonly onTake: () => Promise<unknown>;
  /** Leaving a note, where there are notes. */
  readonly onNote?: () => void;
  /** Writing without taking it over, for those who may. */
  readonly onReply?: (() => void) | undefined;
}): ReactNode {
  const texts = useTexts();
  const [isBusy, setBusy] = useState(false);
  async function take() {
    setBusy(true);
    await onTake();
    setBusy(false);
  }
  return (
    <section
      aria-label={texts.cases.readOnly}
      className="flex flex-none flex-wrap items-center gap-x-3 gap-y-2 border-t border-line bg-subtle px-4 py-2.5"
    >
      <Icon name="lock" className="flex-none text-muted" />
      <p className="min-w-48 flex-1">
        <span className="font-semibold">
          {agent === undefined ? texts.cases.unassignedCase : texts.ticket.handledBy(agent)}
        </span>{" "}
        {onNote ? <span className="text-muted">{texts.cases.readOnlyLead}</span> : null}
      </p>
      <div className="flex flex-wrap gap-2">
        {onReply ? (
          <Button look="ghost" onClick={onReply}>
            {texts.cases.replyAnyway}
          </Button>
        ) : null}
        {onNote ? (
          <Button look="ghost" icon="note" onClick={onNote}>
            {texts.cases.writeNote}
          </Button>
        ) : null}
        <Button look="primary" isBusy={isBusy} onClick={() => void take()}>
          {agent === undefined ? texts.cases.accept : texts.cases.takeOver}
        </Button>
      </div>
    </section>
  );
}
