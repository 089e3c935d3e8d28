// The shortcuts: which keys, and what they are called.

import {
  isAltGr,
  isOfInputMethod,
  type KeyPress,
  latinLetter,
  makesText,
  pressIn,
} from "@liaison-chat/react/logic";

/** What can be done by keys. */
export type ShortcutName =
  | "palette"
  | "help"
  | "nextTicket"
  | "previousTicket"
  | "search"
  | "close"
  | "nextPane"
  | "reply"
  | "note"
  | "resolve"
  | "resolveNext"
  | "details"
  | "snooze";

/** Keys to press at once. `code` is the place on a Latin keyboard, for the letter of that name. */
export interface Keys {
  readonly code: string;
  /** Alt. On a Mac Control and Option, because Option alone makes letters. */
  readonly alt?: true;
  /** Ctrl, or Command on a Mac. */
  readonly mod?: true;
  readonly shift?: true;
  /** Whether it also counts while one writes, as long as it makes no text. */
  readonly whileWriting?: true;
  /** What is shown, where the place is not the sign. */
  readonly shown?: string;
  /** The same sign of other keyboards. */
  readonly alike?: string;
}

export const SHORTCUTS: Readonly<Record<ShortcutName, Keys>> = {
  palette: { code: "KeyK", mod: true, whileWriting: true },
  help: { code: "Slash", shift: true, shown: "?", alike: "؟？" },
  nextTicket: { code: "KeyJ", alt: true, whileWriting: true },
  previousTicket: { code: "KeyK", alt: true, whileWriting: true },
  search: { code: "Slash", shown: "/", alike: "／" },
  close: { code: "Escape", shown: "Esc" },
  nextPane: { code: "KeyN", alt: true, whileWriting: true },
  reply: { code: "KeyL", alt: true, whileWriting: true },
  note: { code: "KeyP", alt: true, whileWriting: true },
  resolve: { code: "KeyE", alt: true, whileWriting: true },
  resolveNext: { code: "KeyE", alt: true, shift: true, whileWriting: true },
  details: { code: "KeyI", alt: true, whileWriting: true },
  snooze: { code: "KeyM", alt: true, whileWriting: true },
};

/** Before Alt+Shift+E there was this; on keyboards without AltGr it still works. */
const RESOLVE_NEXT_BEFORE: Keys = { code: "KeyE", alt: true, mod: true, whileWriting: true };

/** The part of a keyboard event that decides. */
export interface Pressed extends KeyPress {
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether this is a Mac. */
export const IS_MAC = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

/** Which shortcut was pressed. What makes text while one writes is none. */
export function shortcutOf(
  event: Pressed,
  isWriting: boolean,
  isMac: boolean = IS_MAC,
): ShortcutName | undefined {
  const press = pressIn(event) as Pressed;
  if (isOfInputMethod(press) || (isWriting && makesText(press, isMac))) return undefined;
  const fits = (keys: Keys) =>
    !(isWriting && !keys.whileWriting) &&
    (keys.shown?.length === 1 ? isSign(press, keys) : isChord(press, keys, isWriting, isMac));
  const names = Object.keys(SHORTCUTS) as ShortcutName[];
  return (
    names.find((name) => fits(SHORTCUTS[name])) ?? (fits(RESOLVE_NEXT_BEFORE) ? "resolveNext" : undefined)
  );
}

/** Signs lie in other places on other keyboards, some behind AltGr: they count by what they are. */
function isSign(press: Pressed, { shown = "", alike = "" }: Keys): boolean {
  const isFree = isAltGr(press) || !(press.altKey || press.ctrlKey);
  return (shown + alike).includes(press.key) && isFree && !press.metaKey;
}

function isChord(press: Pressed, keys: Keys, isWriting: boolean, isMac: boolean): boolean {
  const { altKey, ctrlKey, metaKey, shiftKey } = press;
  if (isAltGr(press) || altKey !== Boolean(keys.alt) || shiftKey !== Boolean(keys.shift)) return false;
  const isHeld = isMac
    ? metaKey === Boolean(keys.mod) && (ctrlKey === Boolean(keys.alt) || (!isWriting && !ctrlKey))
    : (ctrlKey || metaKey) === Boolean(keys.mod);
  return isHeld && isLetter(press, keys.code, isMac);
}

/** A letter counts by itself, wherever the layout has it; where the key gives none of ours, its place counts. */
function isLetter(press: Pressed, code: string, isMac: boolean): boolean {
  if (!code.startsWith("Key")) return press.code === code;
  const letter = latinLetter(press);
  if (letter) return `Key${letter.toUpperCase()}` === code;
  const hasOtherScript = !/^[ -~]$/.test(press.key);
  return press.code === code && (hasOtherScript || (isMac && press.altKey));
}

/** The keys as they are shown, one after the other. */
export function keyNames(keys: Keys, isMac: boolean): string[] {
  const names: string[] = [];
  if (keys.mod) names.push(isMac ? "⌘" : "Ctrl");
  if (keys.alt) names.push(...(isMac ? ["⌃", "⌥"] : ["Alt"]));
  if (keys.shift && !keys.shown) names.push(isMac ? "⇧" : "Shift");
  names.push(keys.shown ?? keys.code.replace(/^(Key|Digit)/, ""));
  return names;
}

/** The keys in one word: `Alt+J`, and `⌃⌥J` on a Mac. */
export function keyWord(name: ShortcutName): string {
  return keyNames(SHORTCUTS[name], IS_MAC).join(IS_MAC ? "" : "+");
}

/** The keys that always send. */
export const SEND_KEYS = [IS_MAC ? "⌘" : "Ctrl", "Enter"];

/** Whether keys pressed here make text. */
export function isWritingIn(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])"))
  );
}
