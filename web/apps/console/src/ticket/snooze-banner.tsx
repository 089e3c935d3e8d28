// Above a ticket that is snoozed: until when, and the way back.

import type { Ticket } from "@liaison-chat/client";
import { Banner, Button, useNow } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { useLocale, useTexts } from "../texts/texts.ts";
import { whenWords } from "./snooze-times.ts";

/** Until when a ticket is snoozed, in words. */
export function useSnoozeWords(ticket: Ticket): string | undefined {
  const texts = useTexts();
  const locale = useLocale();
  const now = useNow();
  if (!ticket.snoozed) return undefined;
  const { until } = ticket.snoozed;
  return until
    ? texts.ticket.snoozedUntil(whenWords(new Date(until), new Date(now), locale))
    : texts.ticket.snoozedUntilReply;
}

/** The banner. */
export function SnoozeBanner({
  ticket,
  onEnd,
}: {
  readonly ticket: Ticket;
  /** Ends it; undefined for whoever may not. */
  readonly onEnd: (() => Promise<void>) | undefined;
}): ReactNode {
  const texts = useTexts();
  const words = useSnoozeWords(ticket);
  if (!words) return null;
  return (
    <Banner
      tone="note"
      icon="moon"
      action={
        onEnd ? (
          <Button size="s" onClick={() => void onEnd()}>
            {texts.ticket.unsnooze}
          </Button>
        ) : undefined
      }
    >
      {words}
    </Banner>
  );
}
