// Code in ASCII means what it meant before.

import { expect, test } from "vitest";
import { escaped } from "../../ascii-only.ts";

test("texts are the same after escaping", () => {
  const text = "é – ar: مرحبا, emoji 👍, 中";
  const code = escaped(`(${JSON.stringify(text)})`);
  expect(/^[\0-\x7f]*$/.test(code)).toBe(true);
  expect(JSON.parse(code.slice(1, -1))).toBe(text);
});
