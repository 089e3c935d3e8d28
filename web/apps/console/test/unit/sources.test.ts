// Rules for the sources that no compiler knows: directions are logical, colours are tokens, words are in the catalog.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const SOURCE = new URL("../../src/", import.meta.url);
const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(new URL(name, SOURCE), "utf8") }));

/** Every place where the pattern is found, as `file: found`. */
function found(pattern: RegExp, isWanted: (name: string) => boolean = () => true): string[] {
  return files
    .filter(({ name }) => isWanted(name))
    .flatMap(({ name, text }) => [...text.matchAll(pattern)].map((match) => `${name}: ${match[0]}`));
}

test("there is something to look at", () => {
  expect(files.length).toBeGreaterThan(50);
});

test("nothing lies left or right: the page can be mirrored", () => {
  const physical =
    /(?<=[\s"'`:!-])-?(?:m[lr]|p[lr]|left|right|border-[lr]|rounded-(?:[lr]|[tb][lr])|text-(?:left|right))-[\w[]+/g;
  expect(found(physical)).toEqual([]);
});

test("no colour is written down but as a token", () => {
  expect(found(/#[0-9a-f]{6}\b|\brgba?\(/gi, (name) => name !== "parts/mark.tsx")).toEqual([]);
});

test("nothing is put into the page as HTML", () => {
  expect(found(/dangerouslySetInnerHTML|\.innerHTML\b/g)).toEqual([]);
});

test("sentences stand in the catalog", () => {
  // Words between tags, or in the attributes that are read aloud.
  const words = />\s*[A-Z][a-z]+ [a-z]+[^<{]*<|(?:aria-label|title|placeholder|alt)="[A-Za-z][^"]+"/g;
  expect(found(words, (name) => name.endsWith(".tsx"))).toEqual([]);
});
