// Writes src/tokens.css from src/tokens.ts. `--check` writes nothing and fails when the file is stale.

import { readFileSync, writeFileSync } from "node:fs";
import { transformWithOxc } from "vite";

const SOURCE = new URL("../src/tokens.ts", import.meta.url);
const GENERATED = new URL("../src/tokens.css", import.meta.url);

/** The whole generated file. */
export function generate({ brandColors, colors, shadows, spaces, radii, fonts, textSizes, durations }) {
  const lines = (entries) => entries.map(([name, value]) => `  --lia-${name}: ${value};`).join("\n");
  const shaded = (shade) =>
    lines([
      ...Object.entries(colors).map(([name, value]) => [name, value[shade]]),
      ...Object.entries(shadows).map(([name, value]) => [`shadow-${name}`, value[shade]]),
    ]);
  const fixed = lines([
    ...Object.entries(brandColors),
    ...Object.entries(spaces).map(([name, value]) => [`space-${name}`, value]),
    ...Object.entries(radii).map(([name, value]) => [`radius-${name}`, value]),
    ...Object.entries(fonts).map(([name, value]) => [`font-${name}`, value]),
    ...Object.entries(textSizes).flatMap(([name, [size, height]]) => [
      [`text-${name}`, size],
      [`line-${name}`, height],
    ]),
    ...Object.entries(durations).map(([name, value]) => [`duration-${name}`, value]),
  ]);
  const still = lines(Object.keys(durations).map((name) => [`duration-${name}`, "0ms"]));
  const indented = (text) => text.replaceAll(/^/gm, "  ");
  return `/* Generated from tokens.ts by \`npm run generate\`. Do not edit.
   The system chooses light or dark, unless data-theme="light" or data-theme="dark" on the root says which. */

:root,
:host {
  color-scheme: light;
${fixed}
${shaded("light")}
}

@media (prefers-color-scheme: dark) {
  :root:not([data-theme="light"]),
  :host(:not([data-theme="light"])) {
    color-scheme: dark;
${indented(shaded("dark"))}
  }
}

:root[data-theme="dark"],
:host([data-theme="dark"]) {
  color-scheme: dark;
${shaded("dark")}
}

@media (prefers-reduced-motion: reduce) {
  :root,
  :host {
${indented(still)}
  }
}
`;
}

// Run as a program, not when a test takes `generate` from it.
if (process.argv[1] && import.meta.url.endsWith(process.argv[1].split("/").at(-1))) {
  // Node 20 reads no TypeScript.
  const { code } = await transformWithOxc(readFileSync(SOURCE, "utf8"), "tokens.ts");
  const tokens = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const fresh = generate(tokens);
  if (!process.argv.includes("--check")) writeFileSync(GENERATED, fresh);
  else if (readFileSync(GENERATED, "utf8") !== fresh)
    throw new Error("tokens.css is stale: run `npm run generate`");
}
