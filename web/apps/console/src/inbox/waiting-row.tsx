// What a row of a case that waits for an agent has more: its place in the queue, and the button to accept it.

import type { CaseRow } from "@liaison-chat/client";
import { Button, fullTime, Icon, shortAge, useNow } from "@liaison-chat/ui";
import { type ReactNode, useState } from "react";
import { useLocale, useTexts } from "../texts/texts.ts";
import { useAccept } from "./use-accept.ts";

/** The place in the queue and how long the case has been waiting, in the place of whose turn it is. */
export function QueuePill({
  row,
  place,
}: {
  readonly row: CaseRow;
  readonly place: number | undefined;
}): ReactNode {
  const texts = useTexts().cases;
  const locale = useLocale();
  const now = useNow();
  const since = Date.parse(row.queued_at ?? row.created_at);
  const number = place === undefined ? "" : texts.queuePlace(new Intl.NumberFormat(locale).format(place));
  return (
    <span className="turn turn-ours bg-warn-soft text-warn" title={texts.since(fullTime(since, locale))}>
      <Icon name="queue" size={12} className="flex-none" />
      <span>
        <span className="lia-hidden">{texts.queued}</span> {number}
        {number ? " · " : null}
        {shortAge(since, now, locale)}
      </span>
    </span>
  );
}

/** The button. */
export function AcceptButton({
  row,
  isTabStop,
}: {
  readonly row: CaseRow;
  readonly isTabStop: boolean;
}): ReactNode {
  const texts = useTexts().cases;
  const accept = useAccept();
  const [isBusy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    await accept(row);
    setBusy(false);
  };
  return (
    <Button
      size="s"
      look="primary"
      className="case-accept !min-h-6 !text-xs"
      isBusy={isBusy}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={texts.acceptCase(row.title)}
      onClick={() => void take()}
    >
      <span className="truncate">{texts.accept}</span>
    </Button>
  );
}
