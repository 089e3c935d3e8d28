// Shortcuts: which keys mean what, and when they mean nothing.

import { expect, test } from "vitest";
import { keyNames, type Pressed, SHORTCUTS, type ShortcutName, shortcutOf } from "../../src/shell/keys.ts";

const press = (code: string, key: string, more: Partial<Pressed> = {}): Pressed => ({
  code,
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  ...more,
});

test("letters count by their place, so that another script changes nothing", () => {
  expect(shortcutOf(press("KeyJ", "о", { altKey: true }), true)).toBe("nextTicket");
  expect(shortcutOf(press("KeyJ", "∆", { altKey: true }), false)).toBe("nextTicket");
});

test("signs count by what they are, wherever they lie", () => {
  expect(shortcutOf(press("Minus", "?", { shiftKey: true }), false)).toBe("help");
  expect(shortcutOf(press("Digit7", "/", { shiftKey: true }), false)).toBe("search");
});

test("while one writes, only keys with a modifier count", () => {
  expect(shortcutOf(press("Slash", "?", { shiftKey: true }), true)).toBeUndefined();
  expect(shortcutOf(press("Slash", "/"), true)).toBeUndefined();
  expect(shortcutOf(press("KeyK", "k", { ctrlKey: true }), true)).toBe("palette");
});

test("keys of an input method are its own", () => {
  expect(shortcutOf(press("KeyJ", "j", { altKey: true, isComposing: true }), false)).toBeUndefined();
});

test("resolve and resolve-and-next are told apart", () => {
  expect(shortcutOf(press("KeyE", "e", { altKey: true }), true)).toBe("resolve");
  expect(shortcutOf(press("KeyE", "e", { altKey: true, ctrlKey: true }), true)).toBe("resolveNext");
});

test("no two shortcuts have the same keys", () => {
  const names = (Object.keys(SHORTCUTS) as ShortcutName[]).map((name) =>
    keyNames(SHORTCUTS[name], false).join("+"),
  );
  expect(new Set(names).size).toBe(names.length);
});
