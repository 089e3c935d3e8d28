// A connection that is lost is shown within moments, nobody is called online meanwhile, and what was written is sent once.

import { expect, test } from "../stage/fixtures.ts";
import { brandInChat } from "./brand.ts";

// One after the other: each of them stops the server of its worker, or the network.
test.describe.configure({ mode: "serial" });

test("offline is shown within a second, and what is written then is sent once, in its order", async ({
  browser,
  stage,
}) => {
  const { agent, made, brand } = await brandInChat({ browser, stage });
  await agent.api.put("/agent/status", { status: "available" });
  const network = brand.page.context();
  const banner = brand.panel.locator(".lia-banner");
  await network.setOffline(true);
  await expect(banner).toContainText("You are offline.", { timeout: 1_000 });
  await expect(brand.panel.locator(".lia-bar")).not.toContainText("Online");
  for (const text of ["offline, one", "offline, two", "offline, three"]) {
    await brand.field.fill(text);
    await brand.field.press("Enter");
  }
  await expect(brand.said("offline, three").getByText("Waiting")).toBeVisible();
  await expect(banner).toContainText("3 messages will be sent when the connection is back.");
  await network.setOffline(false);
  await expect(banner).toBeHidden({ timeout: 2_000 });
  await expect(brand.said("offline, three").getByText("Sent")).toBeVisible();
  const stored = await stage.server.api(made.brandToken).get(`/crm/tickets/${made.ticket}/messages`);
  const texts = stored.body.items.map(({ text }: { text: string }) => text);
  expect(texts.slice(-3)).toEqual(["offline, one", "offline, two", "offline, three"]);
  await brand.leave();
});

test("a server that stands still is noticed within five seconds of a message, which is stored once when it goes on", async ({
  browser,
  stage,
}) => {
  const { made, brand } = await brandInChat({ browser, stage });
  await brand.say("before");
  const banner = brand.panel.locator(".lia-banner");
  try {
    stage.server.program.halt();
    await brand.field.fill("into the silence, one");
    await brand.field.press("Enter");
    await brand.field.fill("into the silence, two");
    await brand.field.press("Enter");
    await expect(banner).toContainText(/Connection lost|Connecting/, { timeout: 6_000 });
    await expect(brand.panel.locator(".lia-bar")).not.toContainText("Online");
    await expect(brand.said("into the silence, two").getByText("Waiting")).toBeVisible();
    // It stays until the connection is back, also while it is tried.
    for (let looks = 0; looks < 20; looks++) {
      expect(await banner.isVisible()).toBe(true);
      await brand.page.evaluate(() => new Promise(requestAnimationFrame));
    }
  } finally {
    stage.server.program.goOn();
  }
  await expect(brand.said("into the silence, two").getByText("Sent")).toBeVisible();
  await expect(banner).toBeHidden();
  const stored = await stage.server.api(made.brandToken).get(`/crm/tickets/${made.ticket}/messages`);
  const texts = stored.body.items.map(({ text }: { text: string }) => text);
  expect(texts.slice(-3)).toEqual(["before", "into the silence, one", "into the silence, two"]);
  await brand.leave();
});
