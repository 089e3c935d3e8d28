// The strip of a live chat: how far it is, its place in the queue, and whose turn it is.

import type { CaseRow, Session } from "@liaison-chat/client";
import { usePresence } from "@liaison-chat/react";
import { Icon, shortAge, useNow } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { TurnPill } from "../inbox/turn-pill.tsx";
import { isQueued, useQueuePlaces } from "../inbox/use-queue-places.ts";
import { QueuePill } from "../inbox/waiting-row.tsx";
import { useLocale, useTexts } from "../texts/texts.ts";
import { roleOf } from "./session-context.tsx";

/** The strip. `row` is the case as a row, once it is known. */
export function SessionStrip({
  session,
  row,
}: {
  readonly session: Session;
  readonly row: CaseRow | undefined;
}): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const now = useNow();
  const places = useQueuePlaces(row ? [row] : []);
  const isOnline = usePresence(session.user.public_id)?.isOnline ?? false;
  const began = shortAge(Date.parse(session.created_at), now, locale);
  return (
    <div className="flex min-h-[38px] flex-none items-center gap-2 overflow-x-auto border-b border-line bg-subtle px-4 text-sm [scrollbar-width:none]">
      <span className="flex flex-none items-center gap-1.5 font-medium" role="status">
        <Icon name={session.status === "ended" ? "check" : "chat"} size={14} />
        {texts.session.statuses[session.status]}
      </span>
      {row && session.status !== "ended" ? (
        <>
          <span className="h-4 w-px flex-none bg-line" />
          {isQueued(row) ? <QueuePill row={row} place={places.get(row.key)} /> : <TurnPill turn={row.turn} />}
        </>
      ) : null}
      <span className="flex-1" />
      <span className="flex flex-none items-center gap-1.5">
        <span className="font-semibold text-accent">{roleOf(session.user.user_type, texts)}</span>
        {isOnline ? texts.details.online : texts.details.offline}
      </span>
      <span className="h-4 w-px flex-none bg-line max-narrow:hidden" />
      <span className="flex-none text-muted tabular-nums max-narrow:hidden">
        {texts.session.started} {began}
      </span>
    </div>
  );
}
