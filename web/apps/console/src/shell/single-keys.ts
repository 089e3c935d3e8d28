// Shortcuts of one letter, as inboxes have them: only while no field has the focus, and only for those who want them.

import { isAltGr, isOfInputMethod, pressIn } from "@liaison-chat/react/logic";
import type { Pressed, ShortcutName } from "./keys.ts";

/** What keys can ask for: some of it has no chord. */
export type KeyAction = ShortcutName | "assign" | "undo";

/** The letters; a capital is with Shift. */
export const SINGLE_KEYS: Readonly<Partial<Record<KeyAction, string>>> = {
  nextTicket: "j",
  previousTicket: "k",
  reply: "r",
  note: "n",
  resolve: "e",
  resolveNext: "E",
  snooze: "h",
  assign: "a",
  undo: "z",
};

/** What a single letter asks for, pressed outside of fields. */
export function singleKeyOf(event: Pressed): KeyAction | undefined {
  const press = pressIn(event) as Pressed;
  const { altKey, ctrlKey, metaKey } = press;
  if (isOfInputMethod(press) || isAltGr(press) || altKey || ctrlKey || metaKey) return undefined;
  const names = Object.keys(SINGLE_KEYS) as KeyAction[];
  return names.find((name) => SINGLE_KEYS[name] === press.key);
}
