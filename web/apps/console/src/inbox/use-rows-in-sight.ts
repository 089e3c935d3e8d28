// What a list and a table of cases have in common: only the rows in sight are drawn, the next page is fetched before one gets
// there, keys walk through the rows, and a tick draws one row.

import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useMemo, useRef } from "react";
import { extended, type Selection, toggled } from "./selection.ts";
import type { Inbox } from "./use-cases.ts";
import { useRoving } from "./use-roving.ts";
import { useStillRows } from "./use-still-rows.ts";

/** The next page is fetched when so few rows are left below. */
const AHEAD = 10;

/** What the rows are drawn from. */
export interface RowsProps {
  readonly inbox: Inbox;
  /** The case that is open. */
  readonly open: string | undefined;
  readonly selection: Selection;
  readonly onSelect: (next: Selection) => void;
}

/** How the rows stand in what scrolls. */
interface Sizes {
  readonly rowPx: number;
  /** What stays in sight above them. */
  readonly headPx: number;
  readonly paddingPx: number;
}

/** The rows in sight, and what their keys and boxes do. `ref` is what scrolls. */
export function useRowsInSight(
  { inbox, open, selection, onSelect }: RowsProps,
  { rowPx, headPx, paddingPx }: Sizes,
  ref: RefObject<HTMLDivElement | null>,
) {
  const { items, hasMore, list } = inbox;
  const order = useMemo(() => items.map(({ key }) => key), [items]);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => ref.current,
    estimateSize: () => rowPx,
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 8,
    paddingStart: paddingPx,
    paddingEnd: paddingPx,
    scrollPaddingStart: headPx,
    scrollMargin: headPx,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useStillRows(list, ref);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was measured holds for rows of another height no more.
  useEffect(() => rows.measure(), [rowPx]);

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
    [rows, order, ref],
  );
  const roving = useRoving({ order, open, selection, onSelect, focusRow });

  const state = useRef({ selection, order, onSelect });
  state.current = { selection, order, onSelect };
  // The same function for every row and every time, so that a tick draws one row.
  const tick = useCallback((key: string, isRange: boolean) => {
    const now = state.current;
    now.onSelect(isRange ? extended(now.selection, key, now.order) : toggled(now.selection, key));
  }, []);

  const onFocus = ({ target }: { readonly target: Element }) => {
    const key = target.closest<HTMLElement>("[data-case]")?.dataset["case"];
    if (key) roving.setStop(key);
  };
  return {
    shown,
    size: rows.getTotalSize(),
    order,
    stop: roving.stop,
    onKeyDown: roving.onKeyDown,
    onFocus,
    tick,
  };
}
