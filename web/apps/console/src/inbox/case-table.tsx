// The cases of a view as a table: every column at a glance, for whoever sorts out many of them. The row is one link.

import type { CaseRow, Label } from "@liaison-chat/client";
import { Avatar, fullTime, Icon, shortAge, useNow } from "@liaison-chat/ui";
import { Link } from "@tanstack/react-router";
import { memo, type ReactNode, useRef } from "react";
import { iconOf, referenceOf } from "../kinds.ts";
import { LabelChip } from "../labels/label.tsx";
import { useLabels } from "../labels/use-labels.ts";
import type { Density } from "../preferences/preferences.ts";
import { usePreferences } from "../preferences/use-preferences.ts";
import { useLocale, useTexts } from "../texts/texts.ts";
import { PriorityIcon } from "../ticket/signs.tsx";
import { Parties, RowCounts, RowStatus, Standing, Tick } from "./case-row.tsx";
import { type InboxSearch, type Sort, sortOf } from "./inbox-search.ts";
import { PendingRows } from "./pending-rows.tsx";
import { allOrNothing } from "./selection.ts";
import { useChange } from "./use-change.ts";
import { isQueued, useQueuePlaces } from "./use-queue-places.ts";
import { type RowsProps, useRowsInSight } from "./use-rows-in-sight.ts";
import { AcceptButton } from "./waiting-row.tsx";

const ROW_PX: Readonly<Record<Density, number>> = { comfortable: 42, compact: 34 };
const HEAD_PX = 32;

/** The table. */
export function CaseTable(props: RowsProps & { readonly search: InboxSearch }): ReactNode {
  const { inbox, selection, onSelect, search } = props;
  const texts = useTexts();
  const { density } = usePreferences();
  const { items, hasMore } = inbox;
  const ref = useRef<HTMLDivElement>(null);
  const labels = useLabels().data;
  const places = useQueuePlaces(items);
  const rowPx = ROW_PX[density];
  const rows = useRowsInSight(props, { rowPx, headPx: HEAD_PX, paddingPx: 0 }, ref);
  const ticked = items.filter(({ key }) => selection.keys.has(key)).length;
  const above = (rows.shown[0]?.start ?? HEAD_PX) - HEAD_PX;
  const below = rows.size - above - rows.shown.length * rowPx;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the rows in it.
    <div ref={ref} className="case-table-scroll" onKeyDown={rows.onKeyDown}>
      <PendingRows inbox={inbox} />
      <table
        aria-label={texts.cases.list}
        aria-rowcount={hasMore ? -1 : items.length + 1}
        data-ticking={selection.keys.size > 0 || undefined}
        className="case-table"
        onFocus={rows.onFocus}
      >
        <Head
          search={search}
          ticked={ticked}
          count={items.length}
          onTickAll={() => onSelect(allOrNothing(selection, rows.order))}
        />
        <tbody>
          <Room px={above} />
          {rows.shown.map(({ index, key }) => {
            const row = items[index];
            return row ? (
              <TableRow
                key={key}
                row={row}
                index={index}
                px={rowPx}
                labels={labels}
                place={places.get(row.key)}
                isTicked={selection.keys.has(row.key)}
                isTabStop={row.key === rows.stop}
                onTick={rows.tick}
              />
            ) : null;
          })}
          <Room px={below} />
        </tbody>
      </table>
    </div>
  );
}

/** The room of rows that are out of sight. */
function Room({ px }: { readonly px: number }) {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus.
  return px > 0 ? <tr aria-hidden="true" style={{ blockSize: px }} /> : null;
}

function Head({
  search,
  ticked,
  count,
  onTickAll,
}: {
  readonly search: InboxSearch;
  readonly ticked: number;
  readonly count: number;
  readonly onTickAll: () => void;
}) {
  const texts = useTexts();
  const { columns } = texts.cases;
  return (
    <thead>
      <tr style={{ blockSize: HEAD_PX }}>
        <th scope="col" className="case-table-tick">
          <input
            className="tick block"
            ref={(box) => {
              if (box) box.indeterminate = ticked > 0 && ticked < count;
            }}
            type="checkbox"
            checked={ticked > 0 && ticked === count}
            aria-label={texts.bulk.selectAll(count)}
            onChange={onTickAll}
          />
        </th>
        <Column>{columns.case}</Column>
        <Column className="case-table-parties">{columns.parties}</Column>
        <Column sort="turn" search={search} className="case-table-turn">
          {columns.turn}
        </Column>
        <Column sort="priority" search={search} className="case-table-priority">
          {texts.inbox.priority}
        </Column>
        <Column className="case-table-labels">{texts.inbox.labels}</Column>
        <Column className="case-table-agent">{columns.agent}</Column>
        <Column sort="newest" search={search} className="case-table-last">
          {columns.last}
        </Column>
      </tr>
    </thead>
  );
}

/** The head of a column; of one by which the list can be sorted, a button. The queue has an order of its own. */
function Column({
  sort,
  search,
  className,
  children,
}: {
  readonly sort?: Sort;
  readonly search?: InboxSearch;
  readonly className?: string;
  readonly children: string;
}) {
  const change = useChange();
  if (!sort || !search || (search.view === "queue" && !search.all)) {
    return (
      <th scope="col" className={className}>
        {children}
      </th>
    );
  }
  const isSorted = sortOf(search) === sort;
  return (
    <th scope="col" aria-sort={isSorted ? "descending" : "none"} className={className}>
      <button type="button" className="case-table-sort" onClick={() => change.by({ sort })}>
        {children}
        {isSorted ? <Icon name="chevron" size={12} className="flex-none" /> : null}
      </button>
    </th>
  );
}

interface TableRowProps {
  readonly row: CaseRow;
  readonly index: number;
  readonly px: number;
  readonly labels: readonly Label[] | undefined;
  readonly place: number | undefined;
  readonly isTicked: boolean;
  readonly isTabStop: boolean;
  readonly onTick: (key: string, isRange: boolean) => void;
}

const TableRow = memo(function TableRow(props: TableRowProps): ReactNode {
  const { row, index, px, place, isTicked, isTabStop, onTick } = props;
  const texts = useTexts();
  return (
    <tr
      aria-rowindex={index + 2}
      className="case-table-row"
      data-ticked={isTicked || undefined}
      data-unread={row.unread > 0 || undefined}
      style={{ blockSize: px }}
    >
      <td className="case-table-tick">
        <Tick row={row} isTicked={isTicked} onTick={onTick} className="case-table-box" />
      </td>
      <td>
        <span className="case-table-case">
          <Icon name={iconOf(row.kind)} className="case-table-kind" />
          <Link
            to="/inbox/$case"
            params={{ case: row.key }}
            search
            tabIndex={isTabStop ? 0 : -1}
            data-case={row.key}
            className="case-table-link"
          >
            <bdi className="truncate">{row.title}</bdi>
          </Link>
          <span className="flex-none text-sm text-faint tabular-nums">{referenceOf(row, texts)}</span>
          <RowStatus row={row} />
          <RowCounts row={row} />
        </span>
      </td>
      <td className="text-muted">
        <Parties row={row} />
      </td>
      <td>
        <span className="flex min-w-0 items-center gap-2">
          <Standing row={row} place={place} />
          {isQueued(row) ? <AcceptButton row={row} isTabStop={isTabStop} /> : null}
        </span>
      </td>
      <td className="text-muted">
        <span className="flex min-w-0 items-center gap-1.5">
          <PriorityIcon priority={row.priority} />
          <span className="truncate">{texts.priorities[row.priority]}</span>
        </span>
      </td>
      <LabelCell {...props} />
      <AgentCell row={row} />
      <LastCell row={row} />
    </tr>
  );
});

function LabelCell({ row, labels }: TableRowProps) {
  const locale = useLocale();
  const [first, ...others] = labels?.filter(({ id }) => row.labels.includes(id)) ?? [];
  return (
    <td className="case-table-labels">
      <span
        className="flex min-w-0 items-center gap-1"
        title={others.length > 0 ? others.map(({ name }) => name).join(", ") : undefined}
      >
        {first ? <LabelChip label={first} /> : null}
        {others.length > 0 ? (
          <span className="flex-none text-xs text-muted">
            {new Intl.NumberFormat(locale, { signDisplay: "always" }).format(others.length)}
          </span>
        ) : null}
      </span>
    </td>
  );
}

function AgentCell({ row: { agent } }: { readonly row: CaseRow }) {
  const texts = useTexts();
  return (
    <td className="case-table-agent">
      <span className="flex min-w-0 items-center gap-1.5">
        {agent ? <Avatar name={agent.name} size="s" /> : null}
        <bdi className={agent ? "truncate" : "truncate text-muted"}>
          {agent?.name ?? texts.cases.unassignedCase}
        </bdi>
      </span>
    </td>
  );
}

function LastCell({ row }: { readonly row: CaseRow }) {
  const locale = useLocale();
  const now = useNow();
  const at = Date.parse(row.last?.at ?? row.created_at);
  return (
    <td className="case-table-last text-muted" title={fullTime(at, locale)}>
      {shortAge(at, now, locale)}
    </td>
  );
}
