// Finding what somebody once wrote.

import { expect, logIn, test } from "../stage/fixtures.ts";

/** More than a log shows at first. */
const LATER = 60;

test("a message is found by its words, and the way leads to where it was said", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  const word = `lantern${crypto.randomUUID().slice(0, 6)}`;
  await stage.say(made.creatorToken, made.ticket, `The Façade needs a ${word}, I think`);
  for (let number = 0; number < LATER; number += 1) {
    await stage.say(made.creatorToken, made.ticket, `Later ${number}`);
  }
  await logIn(page, stage, asha);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search and commands" })).toBeFocused();
  await page.keyboard.type(`facade ${word.slice(0, 9)}`);
  const found = page.getByRole("option", { name: new RegExp(word) });
  await expect(found).toHaveCount(1);
  await expect(found.locator("mark")).toHaveText(["Façade", word]);
  await expect(found).toContainText(made.request.title);
  await found.click();
  await expect(page).toHaveURL(new RegExp(`/inbox/ticket-${made.ticket}.*#creator_agent-\\d+$`));
  const log = page.getByRole("log", { name: `Messages with ${made.request.creator.name}` });
  const row = log.getByText(`The Façade needs a ${word}, I think`);
  await expect(row).toBeInViewport();
  await expect(log.locator("[data-sought]")).toContainText(word);
  // It does not stand out for ever, and reading on is not disturbed.
  await expect(log.locator("[data-sought]")).toHaveCount(0);
  await expect(row).toBeInViewport();
});

test("a find that has been deleted is found no more", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  const word = `secret${crypto.randomUUID().slice(0, 6)}`;
  await stage.say(made.brandToken, made.ticket, `A ${word}`);
  const path = `/crm/tickets/${made.ticket}/messages`;
  const { body } = await stage.server.api(made.brandToken).get(path);
  await stage.server.api(made.brandToken).delete(`/messages/${body.items.at(-1).id}`);
  await logIn(page, stage, asha);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search and commands" })).toBeFocused();
  await page.keyboard.type(word);
  await expect(page.getByText("No results")).toBeVisible();
});
