// What a pressed key means while somebody writes: text, an input method's own, or a command. The one rule for console,
// chat, widget and React Native; it knows no page, so that recorded key presses of any system can be judged by it.

/** What decides about a pressed key. Browsers' events have it, and so have React's and React Native's. */
export interface KeyPress {
  readonly key: string;
  readonly code?: string;
  readonly keyCode?: number;
  readonly altKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly shiftKey?: boolean;
  readonly repeat?: boolean;
  readonly isComposing?: boolean;
  getModifierState?(modifier: string): boolean;
}

/** An event as a handler gets it: React wraps the browser's, Preact hands it on. */
export type KeyEvent = KeyPress | { readonly nativeEvent: KeyPress };

/** The browser's own event: React's copy lacks `isComposing`. */
export const pressIn = (event: KeyEvent): KeyPress =>
  ("nativeEvent" in event && event.nativeEvent) || (event as KeyPress);

/**
 * Whether an input method or an on-screen keyboard has the key to itself. Safari ends the composition before it reports
 * the Enter that ended it, and marks that by 229 alone.
 */
export const isOfInputMethod = (event: KeyEvent): boolean => {
  const { key, keyCode, isComposing } = pressIn(event);
  return isComposing || keyCode === 229 || key === "Process";
};

/** Whether this key was pressed, and not for an input method. */
export const isKey = (event: KeyEvent, key: string): boolean =>
  pressIn(event).key === key && !isOfInputMethod(event);

/** What an Enter means in a field of several lines. `held`: it goes on being pressed; the text was sent already. */
export type EnterMeaning = "send" | "line" | "held";

/** Whether Enter alone sends, by the person's wish and on this screen. With Ctrl or Command it always does. */
export function enterMeaning(event: KeyEvent, sendsAlone: boolean): EnterMeaning | undefined {
  const press = pressIn(event);
  if (!isKey(press, "Enter")) return undefined;
  if (press.shiftKey || press.altKey) return "line";
  if (!press.ctrlKey && !press.metaKey && !sendsAlone) return "line";
  return press.repeat ? "held" : "send";
}
