// The generated stylesheets are those of the sources, know only directions that follow the script, and our values.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { files } from "../../scripts/generate-style.mjs";

const view = (name: string) => readFileSync(new URL(`../../src/view/${name}`, import.meta.url), "utf8");

test.each(Object.entries(files))("%s is fresh: npm run generate", (path, text) => {
  expect(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")).toBe(text);
});

test.each(["base.css", "chat.css", "extras.css", "forms.css"])("%s has no left and no right", (name) => {
  const physical =
    /(^|[;{\s])((margin|padding|border)-(left|right)|left|right|text-align:\s*(left|right))\s*:/m;
  expect(physical.test(view(name))).toBe(false);
});

test("every value that is used is there", () => {
  const all = Object.values(files).join("");
  const made = new Set([...all.matchAll(/(--lia-[\w-]+):/g)].map(([, name]) => name));
  // Set by code while it runs.
  for (const name of ["--lia-visible", "--lia-above", "--lia-layer", "--lia-fill", "--lia-fill-on"])
    made.add(name);
  const used = [...all.matchAll(/var\((--lia-[\w-]+)/g)].map(([, name]) => name);
  expect(used.filter((name) => !made.has(name))).toEqual([]);
});
