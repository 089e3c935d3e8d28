// The list of cases: only the rows in sight are drawn, however many there are.

import { Button } from "@liaison-chat/ui";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { useLabels } from "../labels/use-labels.ts";
import { useTexts } from "../texts/texts.ts";
import { CaseListRow, ROW_PX } from "./case-row.tsx";
import { extended, type Selection, toggled } from "./selection.ts";
import type { Inbox } from "./use-cases.ts";
import { useDraftTexts } from "./use-draft-texts.ts";
import { useRoving } from "./use-roving.ts";
import { useStillRows } from "./use-still-rows.ts";

/** The next page is fetched when so few rows are left below. */
const AHEAD = 10;

/** The rows. */
export function CaseRows({
  inbox,
  open,
  selection,
  onSelect,
}: {
  readonly inbox: Inbox;
  readonly open: string | undefined;
  readonly selection: Selection;
  readonly onSelect: (next: Selection) => void;
}): ReactNode {
  const texts = useTexts();
  const { me } = useConsole();
  const { items, hasMore, list, pending } = inbox;
  const ref = useRef<HTMLDivElement>(null);
  const drafts = useDraftTexts();
  const labels = useLabels().data;
  const order = useMemo(() => items.map(({ key }) => key), [items]);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => ref.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 8,
    paddingStart: 4,
    paddingEnd: 4,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useStillRows(list, ref);

  useEffect(() => {
    if (hasMore && last >= items.length - AHEAD) void list.loadMore();
  }, [hasMore, last, items.length, list]);

  const at = open === undefined ? -1 : order.indexOf(open);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another case is opened, not when the list moves.
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: "auto" });
  }, [open]);

  const focusRow = useCallback(
    (index: number) => {
      rows.scrollToIndex(index, { align: "auto" });
      const key = order[index];
      // Drawn by the next frame, where it was out of sight.
      requestAnimationFrame(() =>
        ref.current?.querySelector<HTMLElement>(`[data-case="${key}"]`)?.focus({ preventScroll: true }),
      );
    },
    [rows, order],
  );
  const roving = useRoving({ order, open, selection, onSelect, focusRow });

  const state = useRef({ selection, order, onSelect });
  state.current = { selection, order, onSelect };
  // The same function for every row and every time, so that a tick draws one row.
  const tick = useCallback((key: string, isRange: boolean) => {
    const now = state.current;
    now.onSelect(isRange ? extended(now.selection, key, now.order) : toggled(now.selection, key));
  }, []);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the rows in it.
    <div ref={ref} className="relative min-h-0 flex-1 overflow-y-auto" onKeyDown={roving.onKeyDown}>
      {pending > 0 ? (
        <div className="sticky top-1 z-10 flex h-0 justify-center">
          <Button size="s" icon="retry" className="!rounded-full shadow-m" onClick={() => list.settle()}>
            {texts.cases.updates(pending)}
          </Button>
        </div>
      ) : null}
      <ul
        aria-label={texts.cases.list}
        data-ticking={selection.keys.size > 0 || undefined}
        className="relative w-full"
        style={{ blockSize: rows.getTotalSize() }}
        onFocus={({ target }) => {
          const key = target.closest<HTMLElement>("[data-case]")?.dataset["case"];
          if (key) roving.setStop(key);
        }}
      >
        {shown.map(({ index, key, start }) => {
          const row = items[index];
          if (!row) return null;
          return (
            <li
              key={key}
              aria-setsize={hasMore ? -1 : items.length}
              aria-posinset={index + 1}
              className="absolute inset-x-1.5 top-0"
              style={{ transform: `translateY(${start}px)`, blockSize: ROW_PX }}
            >
              <CaseListRow
                row={row}
                reader={me.id}
                draft={drafts.get(row.key)}
                label={labels?.find(({ id }) => id === row.labels[0])}
                isOpen={row.key === open}
                isTicked={selection.keys.has(row.key)}
                isTabStop={row.key === roving.stop}
                onTick={tick}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
