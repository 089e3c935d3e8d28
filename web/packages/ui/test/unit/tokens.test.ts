// The generated style sheet is fresh, and what is written in its colours can be read.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generate } from "../../scripts/generate-tokens.mjs";
import * as tokens from "../../src/tokens.ts";

const { colors } = tokens;
type Name = tokens.ColorName;

const SURFACES: Name[] = [
  "surface",
  "surface-raised",
  "surface-subtle",
  "surface-sunken",
  "surface-hover",
  "surface-selected",
];

/** Words, and what they stand on. */
const WORDS: [Name, Name[]][] = [
  ["text", [...SURFACES, "note-soft", "brand-soft", "creator-soft"]],
  ["text-muted", [...SURFACES, "note-soft", "own"]],
  ["text-faint", SURFACES],
  ["accent", [...SURFACES, "own"]],
  ["accent-on", ["accent", "accent-hover"]],
  ["accent-soft-on", ["accent-soft"]],
  ["brand", [...SURFACES, "brand-soft"]],
  ["creator", [...SURFACES, "creator-soft"]],
  ["note", [...SURFACES, "note-soft"]],
  ["own-on", ["own"]],
  ["good", [...SURFACES, "good-soft"]],
  ["warn", [...SURFACES, "warn-soft"]],
  ["bad", [...SURFACES, "bad-soft"]],
  ["bad-fill-on", ["bad-fill"]],
];

/** Edges and signs. */
const SIGNS: Name[] = ["line-strong", "focus", "online"];

/** The dots of labels lie in rows, also in chosen ones. */
const DOTS = (Object.keys(colors) as Name[]).filter((name) => name.startsWith("label-"));

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

test("tokens.css is what tokens.ts says", () => {
  expect(readFileSync(new URL("../../src/tokens.css", import.meta.url), "utf8")).toBe(generate(tokens));
});

test.each(["light", "dark"] as const)("words in the %s can be read", (shade) => {
  for (const [word, surfaces] of WORDS) {
    for (const surface of surfaces) {
      const ratio = contrast(colors[word][shade], colors[surface][shade]);
      expect(ratio, `${word} on ${surface}`).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test.each(["light", "dark"] as const)("edges and signs in the %s can be seen", (shade) => {
  for (const sign of SIGNS) {
    const ratio = contrast(colors[sign][shade], colors.surface[shade]);
    expect(ratio, sign).toBeGreaterThanOrEqual(3);
  }
  for (const dot of DOTS) {
    for (const surface of ["surface", "surface-hover", "surface-selected", "surface-sunken"] as const) {
      const ratio = contrast(colors[dot][shade], colors[surface][shade]);
      expect(ratio, `${dot} on ${surface}`).toBeGreaterThanOrEqual(3);
    }
  }
});
