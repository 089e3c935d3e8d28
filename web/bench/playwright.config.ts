// The benchmark of the pages: `LIAISON_BIN=… npm run bench` after `npm run build`. A measurement, and no test of anything:
// what it prints is to be read.

import { defineConfig } from "@playwright/test";
import { BROWSER } from "../e2e/stage/browser.ts";

export default defineConfig({
  testDir: ".",
  testMatch: "*.bench.ts",
  outputDir: "../node_modules/.cache/bench",
  timeout: 30 * 60_000,
  expect: { timeout: 60_000 },
  workers: 1,
  reporter: [["line"]],
  use: BROWSER,
});
