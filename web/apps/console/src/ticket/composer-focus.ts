// Putting the cursor where one writes, by keys.
import type { Pane } from "./pane.ts";

/** The id of the field of a part. */
export function composerId(pane: Pane): string {
  return `composer-${pane}`;
}

/** Puts the cursor there, as soon as it is drawn. */
export function focusComposer(pane: Pane): void {
  requestAnimationFrame(() => document.getElementById(composerId(pane))?.focus());
}
