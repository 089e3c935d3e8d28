// A long log stays as quick as a short one: parts that were drawn once are drawn again only while they are in sight.

import { type RefObject, useEffect } from "react";

/** The first one grows when one reads back, the last ones change and grow. */
const SETTLING = ".log-part:not([data-settled], :first-child):nth-last-child(n + 3)";

/**
 * Lets the parts in a box settle, as `.log-part` in the style says. Not before they have been drawn as they are: from
 * then on the browser knows how high they are, and nothing moves below the eyes when one scrolls back to them.
 */
export function useSettling(box: RefObject<HTMLElement | null>, parts: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever there are other parts.
  useEffect(() => {
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        for (const part of box.current?.querySelectorAll<HTMLElement>(SETTLING) ?? [])
          part.dataset["settled"] = "";
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [box, parts]);
}
