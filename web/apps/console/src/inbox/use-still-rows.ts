// Rows stay where they are while someone points at them or walks through them by keys: nothing is worse than a row that jumps
// away under the click. A pointer that only rests there, while one writes elsewhere, holds nothing, and neither does a row
// that was clicked and left.

import { type RefObject, useEffect } from "react";
import type { CaseList } from "./case-store.ts";

/** Holds the list still while it is in use. */
export function useStillRows(list: CaseList, ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const area = ref.current;
    if (!area) return;
    const end = new AbortController();
    const { signal } = end;
    let isPointed = false;
    let isFocused = area.querySelector(":focus-visible") !== null;
    const tell = () => list.hold(isPointed || isFocused);
    const pointed = (now: boolean) => () => {
      isPointed = now;
      tell();
    };
    area.addEventListener("pointermove", pointed(true), { signal, passive: true });
    area.addEventListener("pointerleave", pointed(false), { signal, passive: true });
    area.addEventListener(
      "focusin",
      ({ target }) => {
        isFocused = target instanceof Element && target.matches(":focus-visible");
        tell();
      },
      { signal },
    );
    area.addEventListener(
      "focusout",
      ({ relatedTarget }) => {
        // Within the list the next row says it for itself.
        if (relatedTarget instanceof Node && area.contains(relatedTarget)) return;
        isFocused = false;
        tell();
      },
      { signal },
    );
    document.addEventListener(
      "keydown",
      ({ target }) => {
        if (target instanceof Node && area.contains(target)) return;
        isPointed = false;
        tell();
      },
      { signal, passive: true },
    );
    tell();
    return () => {
      end.abort();
      list.hold(false);
    };
  }, [list, ref]);
}
