// Tests in a real browser, against the real server: `LIAISON_BIN=… npx playwright test -c e2e` after `npm run build`.

import { defineConfig } from "@playwright/test";

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
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    contextOptions: { reducedMotion: "reduce" },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env["LIAISON_CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    },
  },
  projects: [
    { name: "console", testDir: "console" },
    { name: "parties", testDir: "parties" },
  ],
});
