// The keys of the list: it is one stop of Tab, arrows walk through its rows, X ticks one, Shift makes a range.

import { type KeyboardEvent, useCallback, useState } from "react";
import { allOrNothing, extended, NOTHING, type Selection, toggled } from "./selection.ts";

/** What the list says about itself. */
interface Roved {
  /** The keys of its rows. */
  readonly order: readonly string[];
  /** The case that is open. */
  readonly open: string | undefined;
  readonly selection: Selection;
  readonly onSelect: (next: Selection) => void;
  /** Brings a row into sight, and the focus on it. */
  readonly focusRow: (index: number) => void;
}

/** Which row Tab comes to, and what the keys do. */
export function useRoving({ order, open, selection, onSelect, focusRow }: Roved) {
  const [last, setLast] = useState<string>();
  const stop = [last, open].find((key) => key !== undefined && order.includes(key)) ?? order[0];

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (event.altKey || (event.target instanceof HTMLInputElement && event.target.type !== "checkbox"))
        return;
      const at = stop === undefined ? -1 : order.indexOf(stop);
      const to = steps(event.key, at, order.length);
      const isMod = event.ctrlKey || event.metaKey;
      if (to !== undefined && !isMod) {
        const key = order[to];
        if (key === undefined) return;
        if (event.shiftKey && stop !== undefined) {
          const begun = selection.keys.size > 0 ? selection : toggled(NOTHING, stop);
          onSelect(extended(begun, key, order));
        }
        setLast(key);
        focusRow(to);
      } else if (isMod && event.key.toLowerCase() === "a") onSelect(allOrNothing(selection, order));
      else if (!isMod && (event.key === " " || event.key.toLowerCase() === "x") && stop !== undefined) {
        onSelect(event.shiftKey ? extended(selection, stop, order) : toggled(selection, stop));
      } else if (event.key === "Escape" && selection.keys.size > 0) onSelect(NOTHING);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    [order, stop, selection, onSelect, focusRow],
  );

  return { stop, setStop: setLast, onKeyDown };
}

/** Where a key leads; undefined when it leads nowhere. */
function steps(key: string, at: number, count: number): number | undefined {
  const within = (index: number) => Math.min(count - 1, Math.max(0, index));
  switch (key) {
    case "ArrowDown":
      return within(at + 1);
    case "ArrowUp":
      return within(at - 1);
    case "Home":
      return within(0);
    case "End":
      return within(count - 1);
    case "PageDown":
      return within(at + 10);
    case "PageUp":
      return within(at - 10);
    default:
      return undefined;
  }
}
