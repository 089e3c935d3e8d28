// Finding a command of the palette by a few letters.

import { expect, test } from "vitest";
import { fitting, stretchOf } from "../../src/shell/command-search.ts";
import type { Command } from "../../src/shell/commands.ts";

const commands = ["Priority: High", "Reassign…", "Pass on to Rémi", "Resolve", "Copy link"].map(
  (label): Command => ({ id: label, icon: "check", label, run: () => {} }),
);
const found = (words: string) => fitting(commands, words).map(({ label }) => label);

test("what begins so comes first, then what has a word that does", () => {
  expect(found("re")).toEqual(["Reassign…", "Resolve", "Pass on to Rémi"]);
});

test("capitals, accents and spaces around do not matter", () => {
  expect(found(" REMI ")).toEqual(["Pass on to Rémi"]);
  expect(found("high")).toEqual(["Priority: High"]);
});

test("no words are all commands, and other words none", () => {
  expect(found("")).toHaveLength(5);
  expect(found("xyz")).toEqual([]);
});

test("the letters that were typed stand out", () => {
  expect(stretchOf("Resolve", "sol")).toEqual([2, 5]);
  expect(stretchOf("Resolve", "")).toBeUndefined();
});
