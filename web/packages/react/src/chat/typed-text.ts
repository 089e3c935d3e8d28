// Whether a pressed key makes text in the field that has the focus, on any keyboard layout: then it is no shortcut.

import { isOfInputMethod, type KeyEvent, type KeyPress, pressIn } from "./key-meaning.ts";

/** What is not decided yet: the next key decides, or another program does. */
const UNDECIDED = new Set(["Dead", "Unidentified", "Process", ""]);

let graphemes: Intl.Segmenter | undefined;

/** Whether `key` is one printable sign, and not the name of a key such as `Enter` or `F5`. */
function isSign(key: string): boolean {
  if (/^\p{Cc}/u.test(key)) return false;
  if ([...key].length === 1) return true;
  // Names are plain letters and digits. A sign of several characters has others in it, such as `क्ष`.
  if (/^[A-Za-z0-9]+$/.test(key)) return false;
  // Where signs cannot be counted, in doubt it is one.
  if (!Intl.Segmenter) return true;
  graphemes ??= new Intl.Segmenter();
  return [...graphemes.segment(key)].length === 1;
}

/** The Latin letter that this layout has there, in lower case. */
export function latinLetter({ key }: Pick<KeyPress, "key">): string | undefined {
  return /^[A-Za-z]$/.test(key) ? key.toLowerCase() : undefined;
}

/** Whether AltGr is held, by whatever name the system has for it. */
export function isAltGr(press: KeyPress): boolean {
  return press.getModifierState?.("AltGraph") ?? false;
}

/** Whether the key makes text, or may: with doubt it does. */
export function makesText(event: KeyEvent, isMac: boolean): boolean {
  const press = pressIn(event);
  if (isOfInputMethod(press) || UNDECIDED.has(press.key)) return true;
  if (!isSign(press.key)) return false;
  if (isAltGr(press)) return true;
  if (press.metaKey) return false;
  // Option makes letters on a Mac, with Shift or without; Control never does.
  if (isMac || !press.altKey) return !press.ctrlKey;
  // Elsewhere Ctrl+Alt is another AltGr. A Latin letter with Alt is no text: no layout hides one behind AltGr.
  return latinLetter(press) === undefined;
}
