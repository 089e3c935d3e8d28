// Writes the stylesheets as modules, with the values of packages/ui that they use. A string
// can go into a shadow root, and a page's strict content security policy lets it be.

import { readFileSync, writeFileSync } from "node:fs";
import { transform } from "lightningcss";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

/** The values of one block of tokens.css, by name. */
function valuesOf(block) {
  return new Map([...block.matchAll(/(--lia-[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
}

const tokens = read("../../ui/src/tokens.css");
const light = valuesOf(tokens.slice(tokens.indexOf(":root"), tokens.indexOf("@media")));
const dark = valuesOf(tokens.slice(tokens.indexOf(':root[data-theme="dark"]')));

/** Names of the values that a stylesheet uses. */
const usedBy = (css) => new Set([...css.matchAll(/var\((--lia-[\w-]+)/g)].map(([, name]) => name));

/** The values of these names. Colours come as `light-dark()`, so that each stands here once. */
function values(names) {
  const lines = names
    // Others are variables of the stylesheet itself.
    .filter((name) => light.has(name))
    .map((name) => `${name}: ${both(light.get(name), dark.get(name) ?? light.get(name))};`);
  return `.lia { ${lines.join("\n")} }\n`;
}

/** `light-dark()` takes colours only: in a shadow, each colour is one. */
function both(value, other) {
  if (value === other) return value;
  const shades = other.match(COLORS) ?? [];
  let at = 0;
  return value.replace(COLORS, (color) => `light-dark(${color}, ${shades[at++]})`);
}
const COLORS = /rgb\([^)]*\)|#[0-9a-f]{3,8}/g;

/** A stylesheet as a module that exports it as a string. */
function moduleOf(css) {
  // Targets keep the browser features that the style relies on as they are written.
  const targets = { chrome: 123 << 16, firefox: 120 << 16, safari: (17 << 16) | (5 << 8) };
  const { code } = transform({ filename: "chat.css", code: Buffer.from(css), minify: true, targets });
  return `// Generated from the stylesheets here and in packages/ui by \`npm run generate\`. Do not edit.

export const css =
  ${JSON.stringify(code.toString())};
`;
}

/** The stylesheets, and those that are always there before: each has the values that they have not. */
const SHEETS = {
  base: [],
  chat: ["base"],
  extras: ["base", "chat"],
  forms: ["base", "chat"],
  sessions: ["base", "chat"],
};

const sheet = (name) => read(`../src/view/${name}.css`);

/** The generated files with their texts. */
export const files = Object.fromEntries(
  Object.entries(SHEETS).map(([name, before]) => {
    const css = sheet(name);
    const known = usedBy(before.map(sheet).join(""));
    const fresh = [...usedBy(css)].filter((one) => !known.has(one));
    return [`src/view/${name}-css.gen.ts`, moduleOf(values(fresh) + css)];
  }),
);

// As a program it writes them; a test only looks.
if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const [path, text] of Object.entries(files))
    writeFileSync(new URL(`../${path}`, import.meta.url), text);
}
