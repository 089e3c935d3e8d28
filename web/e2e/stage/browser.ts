// The browser of tests, benchmarks and pictures: Debian's Chromium, the same everywhere.

import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from "@playwright/test";

/** Flags that every Chromium of ours gets. */
export const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];

/** Which browser, and as whom it presents itself. */
export const BROWSER = {
  browserName: "chromium",
  viewport: { width: 1440, height: 900 },
  locale: "en-GB",
  timezoneId: "UTC",
  contextOptions: { reducedMotion: "reduce" },
  launchOptions: { executablePath: process.env["LIAISON_CHROMIUM"] ?? "/usr/bin/chromium", args: FLAGS },
} satisfies Partial<PlaywrightTestOptions & PlaywrightWorkerOptions>;
