// The server dies and comes back, the network goes: what was written is there once, in order, and one is told.

import { expect, test } from "../stage/fixtures.ts";
import { brandInChat } from "./brand.ts";
import { Visitor } from "./visitor.ts";

// One after the other: each of them kills the server of its worker.
test.describe.configure({ mode: "serial" });

test("a server killed in the midst of it loses nothing and doubles nothing", async ({ browser, stage }) => {
  const { made, brand } = await brandInChat({ browser, stage });
  await brand.say("before");
  await stage.server.program.kill();
  const banner = brand.panel.locator(".lia-banner");
  await expect(banner).toContainText("Connection lost");
  for (const text of ["while it was down, one", "while it was down, two"]) {
    await brand.field.fill(text);
    await brand.field.press("Enter");
  }
  await expect(brand.said("while it was down, two").getByText("Waiting")).toBeVisible();
  await expect(banner).toContainText("2 messages will be sent when the connection is back.");

  // Hurrying does no harm while there is nobody.
  await banner.getByRole("button", { name: "Try now" }).click();
  await expect(brand.said("while it was down, two").getByText("Waiting")).toBeVisible();
  await stage.server.run();
  await expect(banner).toBeHidden({ timeout: 30_000 });
  await expect(brand.said("while it was down, two").getByText("Sent")).toBeVisible();
  const shown = await brand.log.locator(".lia-bubble").allInnerTexts();
  expect(shown.slice(-3)).toEqual(["before", "while it was down, one", "while it was down, two"]);
  const stored = await stage.server.api(made.brandToken).get(`/crm/tickets/${made.ticket}/messages`);
  const texts = stored.body.items.map(({ text }: { text: string }) => text);
  expect(texts.slice(-3)).toEqual(["before", "while it was down, one", "while it was down, two"]);
  await brand.leave();
});

test("what was written before a reload without a server is sent afterwards", async ({ browser, stage }) => {
  const { made, brand } = await brandInChat({ browser, stage });
  await stage.server.program.kill();
  await expect(brand.panel.locator(".lia-banner")).toBeVisible();
  await brand.field.fill("kept over the reload");
  await brand.field.press("Enter");
  await expect(brand.said("kept over the reload").getByText("Waiting")).toBeVisible();
  await brand.field.fill("a draft");
  await stage.server.run();
  await brand.page.reload();
  await brand.open();
  await expect(brand.said("kept over the reload").getByText("Sent")).toBeVisible();
  await expect(brand.field).toHaveValue("a draft");
  const stored = await stage.server.api(made.brandToken).get(`/crm/tickets/${made.ticket}/messages`);
  const texts = stored.body.items.map(({ text }: { text: string }) => text);
  expect(texts.filter((text: string) => text === "kept over the reload")).toHaveLength(1);
  await brand.leave();
});

test("a token that is no longer taken is said, and nothing is shown instead", async ({ browser, stage }) => {
  const made = await stage.order();
  const brand = await (await Visitor.come(browser, stage, made.brandToken, made.ticket)).open();
  await brand.page.evaluate(() => {
    (window as unknown as { Liaison(...facts: unknown[]): void }).Liaison("identify", "rubbish");
  });
  await expect(brand.panel.locator(".lia-banner")).toContainText("no longer signed in");
  await expect(brand.log).toHaveCount(0);
  await brand.leave();
});
