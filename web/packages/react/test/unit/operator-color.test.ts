// Whatever colour an operator chooses, the words on it can be read.

import fc from "fast-check";
import { expect, test } from "vitest";
import { contrast, fillOf } from "../../src/view/operator-color.ts";

test("words on any colour have the contrast that WCAG asks for", () => {
  const part = fc.integer({ min: 0, max: 255 }).map((value) => value.toString(16).padStart(2, "0"));
  fc.assert(
    fc.property(part, part, part, (red, green, blue) => {
      const color = `#${red}${green}${blue}`;
      const style = fillOf(color) as Record<string, string>;
      expect(contrast(color, style["--lia-fill-on"] ?? "")).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 2000 },
  );
});

test("what is not a colour changes nothing, and can put nothing into the style", () => {
  for (const color of [undefined, "", "red", "#12", "#0ea5e9;background:url(x)", "url(x)", "var(--x)"])
    expect(fillOf(color)).toBeUndefined();
});
