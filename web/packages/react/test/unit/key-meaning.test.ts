// What keys mean while somebody writes, by presses recorded from systems and layouts.

import { expect, test } from "vitest";
import { enterMeaning, isKey, type KeyPress, makesText } from "../../src/logic.ts";
import { ENTERS, RECORDED } from "./recorded-keys.ts";

const heldOf = ({ ctrlKey, altKey, metaKey, shiftKey }: KeyPress) =>
  [ctrlKey && "Ctrl", altKey && "Alt", metaKey && "Meta", shiftKey && "Shift"].filter(Boolean).join("+");

test.each(
  RECORDED.map(
    (one) => [one.system, one.layout, heldOf(one.press), one.press.key, one.press.code, one] as const,
  ),
)("%s, %s: %s %s at %s is text or not", (_system, _layout, _held, _key, _code, { system, press, isText }) => {
  expect(makesText(press, system === "mac")).toBe(isText);
  // React wraps the browser's event; the rule sees through it.
  expect(makesText({ nativeEvent: press }, system === "mac")).toBe(isText);
});

test.each(ENTERS)(
  "an Enter of $from sends only when it is the writer's: $isWriters",
  ({ press, isWriters }) => {
    const meaning = isWriters ? "send" : undefined;
    expect(enterMeaning(press, true)).toBe(meaning);
    expect(enterMeaning({ nativeEvent: press }, true)).toBe(meaning);
    // The same with Ctrl: the input method's is never ours.
    expect(enterMeaning({ ...press, ctrlKey: true }, false)).toBe(meaning);
  },
);

test("Enter alone sends where one wished it; with Shift or Alt it begins a line; with Ctrl or Command it sends", () => {
  const enter = (more: Partial<KeyPress> = {}) => ({
    key: "Enter",
    keyCode: 13,
    isComposing: false,
    ...more,
  });
  expect(enterMeaning(enter(), true)).toBe("send");
  expect(enterMeaning(enter(), false)).toBe("line");
  expect(enterMeaning(enter({ shiftKey: true }), true)).toBe("line");
  expect(enterMeaning(enter({ shiftKey: true, ctrlKey: true }), true)).toBe("line");
  expect(enterMeaning(enter({ altKey: true }), true)).toBe("line");
  expect(enterMeaning(enter({ ctrlKey: true }), false)).toBe("send");
  expect(enterMeaning(enter({ metaKey: true }), false)).toBe("send");
  expect(enterMeaning({ key: "a" }, true)).toBeUndefined();
});

test("an Enter that is held sends once", () => {
  expect(enterMeaning({ key: "Enter", repeat: true }, true)).toBe("held");
  expect(enterMeaning({ key: "Enter", repeat: true, metaKey: true }, false)).toBe("held");
  expect(enterMeaning({ key: "Enter", repeat: true }, false)).toBe("line");
});

test("an Escape that ends a composition closes nothing", () => {
  expect(isKey({ key: "Escape", isComposing: true }, "Escape")).toBe(false);
  expect(isKey({ key: "Escape", keyCode: 229 }, "Escape")).toBe(false);
  expect(isKey({ nativeEvent: { key: "Escape", keyCode: 27 } }, "Escape")).toBe(true);
});
