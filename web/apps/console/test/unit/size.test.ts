// What the console weighs before anything is chosen in it: scripts and styles of the first load, compressed.

import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, test } from "vitest";

const BUDGET = 250 * 1024;
const ROOT = new URL("../../", import.meta.url).pathname;

test("the first load stays within its budget, and nothing of it is inline", async () => {
  const result = await build({
    root: ROOT,
    configFile: `${ROOT}vite.config.ts`,
    logLevel: "silent",
    mode: "production",
    define: { "process.env.NODE_ENV": '"production"' },
    build: { write: false },
  });
  const output = "output" in result ? result.output : [];
  const page = output.find(({ fileName }) => fileName === "index.html");
  if (page?.type !== "asset") throw new Error("no page was built");
  const html = String(page.source);
  const named = [...html.matchAll(/(?:src|href)="\/console\/(assets\/[^"]+)"/g)].map((match) => match[1]);
  const sizes = output.flatMap((file) => {
    if (!named.includes(file.fileName)) return [];
    return [gzipSync(file.type === "chunk" ? file.code : file.source, { level: 9 }).length];
  });
  const size = sizes.reduce((sum, one) => sum + one, 0);
  process.stdout.write(`first load of the console: ${size} bytes gzip, of ${BUDGET}\n`);
  expect(sizes.length).toBeGreaterThan(1);
  expect(size).toBeLessThanOrEqual(BUDGET);
  expect(html).not.toMatch(/<style|style="|<script(?![^>]*\bsrc=)/);
});
