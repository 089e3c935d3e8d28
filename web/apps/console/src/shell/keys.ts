// The shortcuts: which keys, and what they are called.

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

/** Keys to press at once. `code` is the place on the keyboard, so that it is the same in every script. */
export interface Keys {
  readonly code: string;
  readonly alt?: true;
  /** Ctrl, or Command on a Mac. */
  readonly mod?: true;
  readonly shift?: true;
  /** Whether it also counts while one writes. */
  readonly whileWriting?: true;
  /** What is shown, where the place is not the sign. */
  readonly shown?: string;
}

export const SHORTCUTS: Readonly<Record<ShortcutName, Keys>> = {
  palette: { code: "KeyK", mod: true, whileWriting: true },
  help: { code: "Slash", shift: true, shown: "?" },
  nextTicket: { code: "KeyJ", alt: true, whileWriting: true },
  previousTicket: { code: "KeyK", alt: true, whileWriting: true },
  search: { code: "Slash", shown: "/" },
  close: { code: "Escape", shown: "Esc" },
  nextPane: { code: "KeyN", alt: true, whileWriting: true },
  reply: { code: "KeyL", alt: true, whileWriting: true },
  note: { code: "KeyP", alt: true, whileWriting: true },
  resolve: { code: "KeyE", alt: true, whileWriting: true },
  resolveNext: { code: "KeyE", alt: true, mod: true, whileWriting: true },
  details: { code: "KeyI", alt: true, whileWriting: true },
  snooze: { code: "KeyM", alt: true, whileWriting: true },
};

/** The part of a keyboard event that decides. */
export interface Pressed {
  readonly code: string;
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
}

/** Which shortcut was pressed. */
export function shortcutOf(event: Pressed, isWriting: boolean): ShortcutName | undefined {
  if (event.isComposing) return undefined;
  const names = Object.keys(SHORTCUTS) as ShortcutName[];
  return names.find((name) => {
    const keys = SHORTCUTS[name];
    if (isWriting && !keys.whileWriting) return false;
    // Signs lie in other places on other keyboards; letters are taken by their place.
    if (keys.shown?.length === 1) {
      return event.key === keys.shown && !event.altKey && !event.ctrlKey && !event.metaKey;
    }
    return (
      event.code === keys.code &&
      event.altKey === Boolean(keys.alt) &&
      (event.ctrlKey || event.metaKey) === Boolean(keys.mod) &&
      event.shiftKey === Boolean(keys.shift)
    );
  });
}

/** The keys as they are shown, one after the other. */
export function keyNames(keys: Keys, isMac: boolean): string[] {
  const names: string[] = [];
  if (keys.mod) names.push(isMac ? "⌘" : "Ctrl");
  if (keys.alt) names.push(isMac ? "⌥" : "Alt");
  if (keys.shift && !keys.shown) names.push(isMac ? "⇧" : "Shift");
  names.push(keys.shown ?? keys.code.replace(/^(Key|Digit)/, ""));
  return names;
}

/** Whether this is a Mac. */
export const IS_MAC = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

/** The keys in one word: `Alt+J`. */
export function keyWord(name: ShortcutName): string {
  return keyNames(SHORTCUTS[name], IS_MAC).join("+");
}

/** Whether keys pressed here make text. */
export function isWritingIn(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])"))
  );
}
