// What was begun is there again: after a reload, in another browser, for each part of its own.

import { expect, logIn, test } from "../stage/fixtures.ts";

test("drafts outlive a reload and another browser, one for each part", async ({ page, browser, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  const toBrand = `Message to ${made.request.brand.name}`;
  const toCreator = `Message to ${made.request.creator.name}`;
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  await page.getByLabel(toBrand).fill("For the brand, half written");
  await page.getByLabel(toCreator).fill("For the creator");
  await page.keyboard.press("Alt+p");
  await page.getByLabel("Note for staff").fill("A note in work");
  await expect(page.getByText("Draft saved")).toHaveCount(3);

  await page.reload();
  await expect(page.getByLabel(toBrand)).toHaveValue("For the brand, half written");
  await expect(page.getByLabel(toCreator)).toHaveValue("For the creator");

  const elsewhere = await browser.newPage();
  await logIn(elsewhere, stage, asha, `inbox/${made.ticket}`);
  await expect(elsewhere.getByLabel(toBrand)).toHaveValue("For the brand, half written");
  await elsewhere.keyboard.press("Alt+p");
  await expect(elsewhere.getByLabel("Note for staff")).toHaveValue("A note in work");

  // Sent, it is gone everywhere.
  await elsewhere.getByLabel(toBrand).press("Control+Enter");
  await expect(elsewhere.getByRole("log").first()).toContainText("half written");
  await expect
    .poll(async () => {
      const { body } = await asha.api.get(`/crm/tickets/${made.ticket}/drafts`);
      return body.items.map(({ channel_type }: { channel_type: string }) => channel_type).sort();
    })
    .toEqual(["creator_agent", "notes"]);
  await elsewhere.close();
});

test("nobody sees the drafts of somebody else", async ({ page, stage }) => {
  const asha = await stage.staff();
  const bela = await stage.staff({ name: "Bela", role: "supervisor" });
  const made = await stage.order(asha);
  const draft = `/crm/tickets/${made.ticket}/drafts/brand_agent`;
  expect((await asha.api.put(draft, { text: "Of Asha alone" })).status).toBeLessThan(300);
  await logIn(page, stage, bela, `inbox/${made.ticket}`);
  await expect(page.getByText("This is the beginning of the conversation.")).toHaveCount(2);
  await page.getByRole("button", { name: "Reply anyway" }).click();
  await expect(page.getByLabel(`Message to ${made.request.brand.name}`)).toHaveValue("");
});
