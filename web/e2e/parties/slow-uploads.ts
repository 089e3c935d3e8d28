// A line that takes long for what goes up, so that one can look at a file on its way.

import type { Page } from "@playwright/test";

/** Lets no more than so many bytes a second out of the page. */
export async function slowUploads(page: Page, bytesPerSecond: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond,
  });
}
