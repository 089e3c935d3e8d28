// Pictures of the pages: `LIAISON_BIN=… npm run screenshots` after `npm run build`. They are to be looked at.

import { defineConfig } from "@playwright/test";
import { BROWSER } from "../e2e/stage/browser.ts";

export default defineConfig({
  testDir: ".",
  testMatch: "*.pictures.ts",
  outputDir: "../node_modules/.cache/screenshots-failed",
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  reporter: [["list"]],
  use: BROWSER,
});
