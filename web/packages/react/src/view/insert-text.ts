// Putting a text where the cursor is, as if it was typed.

/** Puts it there; it can be undone as anything that is typed. */
export function insertText(field: HTMLTextAreaElement, text: string): void {
  const { activeElement } = field.getRootNode() as Document | ShadowRoot;
  // Old and without a successor: nothing else keeps what can be undone.
  if (activeElement === field && document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
