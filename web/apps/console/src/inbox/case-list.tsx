// The list of cases beside the one that is open.

import { type ReactNode, useRef } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { useLabels } from "../labels/use-labels.ts";
import { usePreferences } from "../preferences/use-preferences.ts";
import { useTexts } from "../texts/texts.ts";
import { CaseListRow, ROW_PX } from "./case-row.tsx";
import { PendingRows } from "./pending-rows.tsx";
import { useDraftTexts } from "./use-draft-texts.ts";
import { useQueuePlaces } from "./use-queue-places.ts";
import { type RowsProps, useRowsInSight } from "./use-rows-in-sight.ts";

/** The rows. */
export function CaseRows(props: RowsProps): ReactNode {
  const { inbox, open, selection } = props;
  const texts = useTexts();
  const { me } = useConsole();
  const { density } = usePreferences();
  const { items, hasMore } = inbox;
  const ref = useRef<HTMLDivElement>(null);
  const drafts = useDraftTexts();
  const labels = useLabels().data;
  const places = useQueuePlaces(items);
  const rowPx = ROW_PX[density];
  const rows = useRowsInSight(props, { rowPx, headPx: 0, paddingPx: 4 }, ref);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the rows in it.
    <div ref={ref} className="relative min-h-0 flex-1 overflow-y-auto" onKeyDown={rows.onKeyDown}>
      <PendingRows inbox={inbox} />
      <ul
        aria-label={texts.cases.list}
        data-ticking={selection.keys.size > 0 || undefined}
        data-density={density}
        className="relative w-full"
        style={{ blockSize: rows.size }}
        onFocus={rows.onFocus}
      >
        {rows.shown.map(({ index, key, start }) => {
          const row = items[index];
          if (!row) return null;
          return (
            <li
              key={key}
              aria-setsize={hasMore ? -1 : items.length}
              aria-posinset={index + 1}
              className="absolute inset-x-1.5 top-0"
              style={{ transform: `translateY(${start}px)`, blockSize: rowPx }}
            >
              <CaseListRow
                row={row}
                reader={me.id}
                density={density}
                draft={drafts.get(row.key)}
                label={labels?.find(({ id }) => id === row.labels[0])}
                place={places.get(row.key)}
                isOpen={row.key === open}
                isTicked={selection.keys.has(row.key)}
                isTabStop={row.key === rows.stop}
                onTick={rows.tick}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
