// Everything by keys.

import { expect, logIn, test } from "../stage/fixtures.ts";

test("from the login to an answer, a note and the end of a ticket without a mouse", async ({
  page,
  stage,
}) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  await stage.say(made.creatorToken, made.ticket, "A question");
  await page.goto(`${stage.url}/console/`);
  await expect(page.getByLabel("Email")).toBeFocused();
  await page.keyboard.type(asha.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(asha.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: new RegExp(made.request.title) })).toBeVisible();

  await page.keyboard.press("Alt+j");
  await expect(page.getByRole("heading", { name: made.request.title })).toBeVisible();
  // The creator waits: that is where one begins.
  await page.keyboard.press("Alt+l");
  await expect(page.getByLabel(`Message to ${made.request.creator.name}`)).toBeFocused();
  await page.keyboard.type("An answer");
  await page.keyboard.press("Control+Enter");
  const log = page.getByRole("log", { name: `Messages with ${made.request.creator.name}` });
  await expect(log).toContainText("An answer");

  await page.keyboard.press("Alt+n");
  await expect(page.getByLabel("Note for staff")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.keyboard.press("Alt+e");
  await expect(page.getByRole("button", { name: "Status: Resolved. Change" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/inbox$/);
});

test("the palette finds a ticket, and takes one there", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha, `Zebra reel ${crypto.randomUUID().slice(0, 6)}`);
  await stage.order(asha);
  await logIn(page, stage, asha);
  await page.keyboard.press("Control+k");
  await expect(page.getByPlaceholder("Find a ticket, a message, a command…")).toBeFocused();
  await page.keyboard.type("zebra");
  await expect(page.getByRole("option", { name: /Zebra reel/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/inbox/ticket-${made.ticket}`));
  await page.keyboard.press("Control+k");
  await expect(page.getByPlaceholder("Find a ticket, a message, a command…")).toBeFocused();
  await page.keyboard.type("dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("single letters act on the open case, undo what they did, and can be switched off", async ({
  page,
  stage,
}) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  const status = async () => (await asha.api.get(`/crm/tickets/${made.ticket}`)).body.status;
  await logIn(page, stage, asha, `inbox/ticket-${made.ticket}`);
  await expect(page.getByRole("heading", { name: made.request.title })).toBeVisible();
  await page.keyboard.press("r");
  await expect(page.getByLabel(`Message to ${made.request.brand.name}`)).toBeFocused();
  // In a field they are letters.
  await page.keyboard.type("ezh");
  await expect(page.getByLabel(`Message to ${made.request.brand.name}`)).toHaveValue("ezh");
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await expect.poll(status).toBe("resolved");
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await page.keyboard.press("z");
  await expect.poll(status).toBe("open");
  await page.keyboard.press("a");
  await expect(page.getByRole("dialog", { name: "Assign to" })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.goto(`${stage.url}/console/preferences`);
  await page.getByRole("switch", { name: "Single-letter shortcuts" }).click();
  await page.goto(`${stage.url}/console/inbox/ticket-${made.ticket}`);
  await expect(page.getByRole("heading", { name: made.request.title })).toBeVisible();
  await page.keyboard.press("e");
  await page.keyboard.press("Alt+p");
  await expect(page.getByLabel("Note for staff")).toBeFocused();
  expect(await status()).toBe("open");
});
