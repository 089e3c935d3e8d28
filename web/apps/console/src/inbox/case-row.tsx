// A case in the list, of whatever kind: what it is about, who takes part, whose turn it is, what was said last.

import type { CaseRow, Label } from "@liaison-chat/client";
import { Avatar, Count, Icon, useNow } from "@liaison-chat/ui";
import { Link } from "@tanstack/react-router";
import { type MouseEvent, memo, type ReactNode } from "react";
import { iconOf } from "../kinds.ts";
import { LabelChip } from "../labels/label.tsx";
import type { Density } from "../preferences/preferences.ts";
import { useLocale, useTexts } from "../texts/texts.ts";
import { PriorityIcon, StatusSign } from "../ticket/signs.tsx";
import { whenWords } from "../ticket/snooze-times.ts";
import { statusOf } from "./case-status.ts";
import { TurnPill } from "./turn-pill.tsx";
import { isQueued } from "./use-queue-places.ts";
import { AcceptButton, QueuePill } from "./waiting-row.tsx";

/** How high a row is. */
export const ROW_PX: Readonly<Record<Density, number>> = { comfortable: 76, compact: 48 };

interface RowProps {
  readonly row: CaseRow;
  /** The person who looks at the list. */
  readonly reader: number;
  readonly density: Density;
  /** What was begun and not sent. */
  readonly draft: string | undefined;
  /** The first of its labels. */
  readonly label: Label | undefined;
  /** Its place in the queue. */
  readonly place: number | undefined;
  readonly isOpen: boolean;
  readonly isTicked: boolean;
  /** Whether Tab comes to this row. */
  readonly isTabStop: boolean;
  readonly onTick: (key: string, isRange: boolean) => void;
}

/** One row. */
export const CaseListRow = memo(function CaseListRow(props: RowProps): ReactNode {
  const { row, density, isOpen, isTicked, isTabStop } = props;
  const isUnread = row.unread > 0;
  const isWaiting = isQueued(row);
  return (
    <div
      className="case-row group"
      data-open={isOpen || undefined}
      data-ticked={isTicked || undefined}
      data-unread={isUnread || undefined}
      data-waiting={isWaiting || undefined}
    >
      <Link
        to="/inbox/$case"
        params={{ case: row.key }}
        search
        tabIndex={isTabStop ? 0 : -1}
        data-case={row.key}
        aria-current={isOpen ? "true" : undefined}
        className="case-row-link"
      >
        <span className="case-row-kind" aria-hidden="true">
          <Icon name={iconOf(row.kind)} />
        </span>
        <TitleLine {...props} />
        {density === "compact" ? null : <PartiesLine {...props} />}
        <WordsLine {...props} />
      </Link>
      {isWaiting ? <AcceptButton row={row} isTabStop={isTabStop} /> : null}
      <Tick {...props} className="case-row-tick" />
    </div>
  );
});

/** The box of a row. */
export function Tick({
  row,
  isTicked,
  onTick,
  className,
}: Pick<RowProps, "row" | "isTicked" | "onTick"> & { readonly className: string }): ReactNode {
  const texts = useTexts();
  return (
    <label className={className}>
      <input
        className="tick"
        type="checkbox"
        tabIndex={-1}
        checked={isTicked}
        aria-label={texts.bulk.tick(row.title)}
        // A click and not a change: only it says whether Shift was held.
        onClick={(event: MouseEvent) => onTick(row.key, event.shiftKey)}
        onChange={() => {}}
      />
    </label>
  );
}

function TitleLine({ row, reader, density, place }: RowProps) {
  const texts = useTexts();
  return (
    <span className="case-row-line leading-5">
      <span dir="auto" className="cut-at-its-end case-row-title">
        {row.title}
      </span>
      <RowStatus row={row} />
      {row.priority === "high" || row.priority === "urgent" ? (
        <PriorityIcon priority={row.priority} label={texts.priorities[row.priority]} />
      ) : null}
      {row.agent && row.agent.id !== reader ? (
        <span className="flex flex-none" title={texts.ticket.handledBy(row.agent.name)}>
          <Avatar name={row.agent.name} size="s" />
          <span className="lia-hidden">{row.agent.name}</span>
        </span>
      ) : null}
      <RowCounts row={row} />
      {density === "compact" ? <Standing row={row} place={place} /> : null}
    </span>
  );
}

/** The status, where it is not simply open. */
export function RowStatus({ row }: { readonly row: CaseRow }): ReactNode {
  const texts = useTexts();
  const status = statusOf(row);
  if (!status || status === "open") return null;
  return <StatusSign status={status} label={texts.statuses[status]} />;
}

/** What the reader has not read. */
export function RowCounts({ row }: { readonly row: CaseRow }): ReactNode {
  const texts = useTexts();
  return (
    <>
      {row.mentions > 0 ? (
        <span className="lia-count" data-tone="note" title={texts.inbox.mentions(row.mentions)}>
          <span aria-hidden="true">@</span>
          <span className="lia-hidden">{texts.inbox.mentions(row.mentions)}</span>
        </span>
      ) : null}
      <Count value={row.unread} label={texts.inbox.unread(row.unread)} />
    </>
  );
}

function PartiesLine({ row, place }: RowProps) {
  return (
    <span className="case-row-line text-sm leading-[21px] text-muted">
      <Parties row={row} />
      <Standing row={row} place={place} />
    </span>
  );
}

/** Whom the case is for. */
export function Parties({ row }: { readonly row: CaseRow }): ReactNode {
  const texts = useTexts();
  const [first, ...others] = row.parties;
  // What is called as its only party says what it is instead.
  const name = others.length === 0 && first?.name === row.title ? texts.cases.kind[row.kind] : first?.name;
  return (
    <span className="flex min-w-0 flex-1 items-center gap-1">
      <bdi className="min-w-0 truncate">{name}</bdi>
      {others.map(({ id, name }) => (
        <span key={id} className="flex min-w-0 flex-1 items-center gap-1">
          <Icon name="relay" size={12} className="flex-none text-faint" />
          <bdi className="truncate">{name}</bdi>
        </span>
      ))}
    </span>
  );
}

/** How it stands: its place in the queue, until when it is snoozed, or whose turn it is. */
export function Standing({
  row,
  place,
}: {
  readonly row: CaseRow;
  readonly place: number | undefined;
}): ReactNode {
  if (isQueued(row)) return <QueuePill row={row} place={place} />;
  return row.is_snoozed ? <Snoozed row={row} /> : <TurnPill turn={row.turn} />;
}

function Snoozed({ row }: { readonly row: CaseRow }) {
  const texts = useTexts();
  const locale = useLocale();
  const now = useNow();
  const words = row.snoozed_until
    ? texts.ticket.snoozedUntil(whenWords(new Date(row.snoozed_until), new Date(now), locale))
    : texts.ticket.snoozedUntilReply;
  return (
    <span className="turn min-w-0" title={words}>
      <Icon name="moon" size={12} className="flex-none" />
      <span className="truncate">{words}</span>
    </span>
  );
}

function WordsLine({ row, reader, density, draft, label }: RowProps) {
  return (
    <span className="case-row-line text-sm leading-[18px]">
      <span className="case-row-words">
        {draft ? <DraftWords text={draft} /> : <LastWords row={row} reader={reader} />}
      </span>
      {label && density === "comfortable" && !isQueued(row) ? (
        <span className="flex max-w-[40%] flex-none">
          <LabelChip label={label} />
        </span>
      ) : null}
    </span>
  );
}

function DraftWords({ text }: { readonly text: string }) {
  const texts = useTexts();
  return (
    <>
      <b className="flex-none text-bad">{texts.joined.speaker(texts.cases.draft)}</b>{" "}
      <span dir="auto" className="cut-at-its-end">
        {text}
      </span>
    </>
  );
}

function LastWords({ row: { last }, reader }: Pick<RowProps, "row" | "reader">) {
  const texts = useTexts();
  if (!last) return <span className="truncate">{texts.inbox.noMessages}</span>;
  const isOwn = last.person_id === reader;
  const speaker = texts.joined.speaker(
    isOwn ? texts.inbox.you : last.person_id ? last.name : texts.cases.assistant,
  );
  return (
    <>
      <span
        className={
          isOwn || last.side === "staff" ? "case-row-speaker" : "case-row-speaker font-semibold text-ink"
        }
      >
        {speaker}
      </span>{" "}
      <span dir="auto" className="cut-at-its-end">
        {last.text || texts.inbox.attachment}
      </span>
    </>
  );
}
