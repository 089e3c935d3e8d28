// Putting the cursor where one writes, by keys.
import type { Pane } from "./pane.ts";

/** The id of the field of a part. */
export function composerId(pane: Pane): string {
  return `composer-${pane}`;
}

/** Puts the cursor there, behind what was begun, as soon as it is drawn. */
export function focusComposer(pane: Pane): void {
  requestAnimationFrame(() => {
    const field = document.getElementById(composerId(pane));
    if (!(field instanceof HTMLTextAreaElement) || field === document.activeElement) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  });
}
