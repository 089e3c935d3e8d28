// Tests in a real browser, against the real server: `LIAISON_BIN=… npx playwright test -c e2e` after `npm run build`.

import { defineConfig } from "@playwright/test";
import { BROWSER } from "./stage/browser.ts";

export default defineConfig({
  testDir: ".",
  outputDir: "../node_modules/.cache/e2e",
  timeout: 45_000,
  expect: { timeout: 10_000 },
  // A test that passes the second time has found something.
  retries: 0,
  workers: Number(process.env["LIAISON_E2E_WORKERS"] ?? 2),
  fullyParallel: true,
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"]],
  // Recording costs each test a fifth of its time, and a failure is mostly clear without. To look at one:
  // `npm run e2e -- <file> --trace on`.
  use: { ...BROWSER, trace: "off" },
  projects: [
    { name: "console", testDir: "console" },
    { name: "parties", testDir: "parties" },
  ],
});
