// Rows stay where they are while someone points at them or walks through them: nothing is worse than a row that jumps away
// under the click. A pointer that only rests there, while one writes elsewhere, holds nothing.

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
    let isFocused = area.contains(document.activeElement);
    const tell = () => list.hold(isPointed || isFocused);
    const pointed = (now: boolean) => () => {
      isPointed = now;
      tell();
    };
    area.addEventListener("pointermove", pointed(true), { signal, passive: true });
    area.addEventListener("pointerleave", pointed(false), { signal, passive: true });
    area.addEventListener(
      "focusin",
      () => {
        isFocused = true;
        tell();
      },
      { signal },
    );
    area.addEventListener(
      "focusout",
      ({ relatedTarget }) => {
        isFocused = relatedTarget instanceof Node && area.contains(relatedTarget);
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
