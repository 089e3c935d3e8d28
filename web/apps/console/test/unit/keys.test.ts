// Shortcuts: which keys mean what, and when they mean nothing.

import { expect, test } from "vitest";
import { RECORDED } from "../../../../packages/react/test/unit/recorded-keys.ts";
import { keyNames, type Pressed, SHORTCUTS, type ShortcutName, shortcutOf } from "../../src/shell/keys.ts";
import { singleKeyOf } from "../../src/shell/single-keys.ts";

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

test("what makes text while one writes is no shortcut, on no system and layout", () => {
  for (const { system, layout, press: recorded, isText } of RECORDED) {
    if (!isText) continue;
    const event = { isComposing: false, ...recorded } as Pressed;
    expect(shortcutOf(event, true, system === "mac"), `${system} ${layout} ${event.key}`).toBeUndefined();
  }
});

test("letters count wherever a layout has them; in another script their places do", () => {
  const k = { ctrlKey: true };
  expect(shortcutOf(press("KeyK", "л", k), true, false), "Russian").toBe("palette");
  expect(shortcutOf(press("KeyK", "κ", k), true, false), "Greek").toBe("palette");
  expect(shortcutOf(press("KeyK", "ن", k), true, false), "Arabic").toBe("palette");
  expect(shortcutOf(press("KeyK", "ל", { metaKey: true }), true, true), "Hebrew on a Mac").toBe("palette");
  expect(shortcutOf(press("KeyV", "k", k), true, false), "Dvorak").toBe("palette");
  expect(shortcutOf(press("KeyK", "t", k), true, false), "Dvorak").toBeUndefined();
  expect(shortcutOf(press("KeyC", "j", { altKey: true }), true, false), "Dvorak").toBe("nextTicket");
  expect(shortcutOf(press("Semicolon", "m", { altKey: true }), true, false), "AZERTY").toBe("snooze");
  expect(shortcutOf(press("KeyJ", "о", { altKey: true }), false, false), "Russian, not writing").toBe(
    "nextTicket",
  );
});

test("a Mac has Control and Option while one writes, and Option alone otherwise", () => {
  const both = { ctrlKey: true, altKey: true };
  expect(shortcutOf(press("KeyL", "l", both), true, true)).toBe("reply");
  expect(shortcutOf(press("KeyJ", "∆", both), true, true)).toBe("nextTicket");
  expect(shortcutOf(press("KeyE", "E", { ...both, shiftKey: true }), true, true)).toBe("resolveNext");
  expect(shortcutOf(press("KeyL", "@", { altKey: true }), true, true)).toBeUndefined();
  expect(shortcutOf(press("KeyL", "@", { altKey: true }), false, true)).toBe("reply");
  expect(shortcutOf(press("KeyE", "Dead", { altKey: true }), false, true)).toBe("resolve");
  expect(
    shortcutOf(press("KeyK", "k", { ctrlKey: true }), true, true),
    "deletes to the end of the line",
  ).toBeUndefined();
  expect(keyNames(SHORTCUTS.reply, true)).toEqual(["⌃", "⌥", "L"]);
  expect(keyNames(SHORTCUTS.resolveNext, true)).toEqual(["⌃", "⌥", "⇧", "E"]);
  expect(keyNames(SHORTCUTS.reply, false)).toEqual(["Alt", "L"]);
});

test("AltGr beside a field resolves nothing", () => {
  const altGr = { getModifierState: (name: string) => name === "AltGraph" };
  expect(shortcutOf(press("KeyE", "€", altGr), false, false)).toBeUndefined();
  expect(
    shortcutOf(press("KeyE", "€", { ...altGr, ctrlKey: true, altKey: true }), false, false),
  ).toBeUndefined();
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

test("a sign may lie behind AltGr, and may be that of another script", () => {
  const altGr = { getModifierState: (name: string) => name === "AltGraph" };
  expect(shortcutOf(press("KeyQ", "/", altGr), false, false)).toBe("search");
  expect(shortcutOf(press("Slash", "؟", { shiftKey: true }), false, false)).toBe("help");
  expect(shortcutOf(press("Slash", "/", { ctrlKey: true }), false, false)).toBeUndefined();
});

test("keys of an input method are its own", () => {
  expect(shortcutOf(press("KeyK", "k", { ctrlKey: true, keyCode: 229 }), true)).toBeUndefined();
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

test("single letters act by themselves only, as the layout has them, and for no input method", () => {
  expect(singleKeyOf(press("KeyJ", "j"))).toBe("nextTicket");
  expect(singleKeyOf(press("KeyC", "j"))).toBe("nextTicket");
  expect(singleKeyOf(press("KeyE", "e"))).toBe("resolve");
  expect(singleKeyOf(press("KeyE", "E", { shiftKey: true }))).toBe("resolveNext");
  expect(singleKeyOf(press("KeyJ", "J", { shiftKey: true }))).toBeUndefined();
  for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }]) {
    expect(singleKeyOf(press("KeyE", "e", held)), JSON.stringify(held)).toBeUndefined();
  }
});
