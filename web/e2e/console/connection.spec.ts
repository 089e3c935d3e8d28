// The server goes away and comes back: nothing is lost, nothing is doubled, nobody reloads anything.

import type { Page } from "@playwright/test";
import { expect, logIn, type Stage, test } from "../stage/fixtures.ts";

/** Asha looks at a ticket whose conversations are loaded. */
async function atTicket(page: Page, stage: Stage) {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  await expect(page.getByText("This is the beginning of the conversation.")).toHaveCount(2);
  return { asha, made };
}

test("what is written while the server is away is sent once, and what was missed is shown", async ({
  page,
  stage,
}) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const field = page.getByLabel(`Message to ${made.request.brand.name}`);
  await expect(field).toBeVisible();
  await expect(page.getByText("This is the beginning of the conversation.")).toHaveCount(2);

  await stage.server.program.kill();
  await expect(page.getByText(/Reconnecting… \d+ s/)).toBeVisible();
  await field.fill("Written without a server");
  await field.press("Enter");
  await expect(page.getByText("Waiting for connection")).toBeVisible();

  await stage.server.run();
  await stage.say(made.brandToken, made.ticket, "Said before the console was back");
  const log = page.getByRole("log", { name: `Messages with ${made.request.brand.name}` });
  await expect(log).toContainText("Said before the console was back");
  await expect(page.getByText("Waiting for connection")).toHaveCount(0);
  await expect(page.getByText(/Reconnecting/)).toHaveCount(0);
  const { body } = await asha.api.get(`/messages/conversations/${made.brandChannel}/messages?limit=100`);
  const sent = body.items.filter(({ text }: { text: string }) => text === "Written without a server");
  expect(sent).toHaveLength(1);
});

test("a cut network is survived without a word that is not true", async ({ page, stage }) => {
  const { made } = await atTicket(page, stage);
  stage.door.cut();
  await stage.say(made.creatorToken, made.ticket, "Said in the gap");
  await expect(page.getByRole("log", { name: `Messages with ${made.request.creator.name}` })).toContainText(
    "Said in the gap",
  );
});

test("offline is shown within a second, a server that stands still within five seconds of a message", async ({
  page,
  stage,
}) => {
  const { asha, made } = await atTicket(page, stage);
  const field = page.getByLabel(`Message to ${made.request.brand.name}`);
  const banner = page.getByText(/Reconnecting…/).first();

  await page.context().setOffline(true);
  await expect(banner).toBeVisible({ timeout: 1_000 });
  await field.fill("Written offline");
  await field.press("Enter");
  await page.context().setOffline(false);
  await expect(banner).toBeHidden({ timeout: 2_000 });
  const written = async () => {
    const { body } = await asha.api.get(`/messages/conversations/${made.brandChannel}/messages?limit=100`);
    return body.items
      .map(({ text }: { text: string }) => text)
      .filter((text: string) => text.startsWith("Written"));
  };
  await expect.poll(written).toEqual(["Written offline"]);

  stage.server.program.halt();
  try {
    await field.fill("Written into the silence");
    await field.press("Enter");
    await expect(banner).toBeVisible({ timeout: 6_000 });
    await expect(page.getByText("Waiting for connection")).toBeVisible();
  } finally {
    stage.server.program.goOn();
  }
  await expect(page.getByText("Waiting for connection")).toHaveCount(0);
  expect(await written()).toEqual(["Written offline", "Written into the silence"]);
});

test("a server that stands still is noticed within five seconds of a change to a ticket alone", async ({
  page,
  stage,
}) => {
  // Five seconds of the page's time: a machine that is busy must not decide.
  await page.clock.install();
  await atTicket(page, stage);
  const banner = page.getByText(/Reconnecting…/).first();
  stage.server.program.halt();
  try {
    await page.getByRole("button", { name: "Resolve" }).first().click();
    await page.clock.runFor(5_000);
    await expect(banner).toBeVisible();
  } finally {
    stage.server.program.goOn();
  }
  await expect(banner).toBeHidden();
});
