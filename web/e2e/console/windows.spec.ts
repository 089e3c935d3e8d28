// Several windows of one person: what one of them sent waits in none of them, and no letter is lost.

import { expect, logIn, test } from "../stage/fixtures.ts";

test("a second tab shows what is typed in the first, and nothing of what that sent", async ({
  page,
  stage,
}) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  const label = `Message to ${made.request.brand.name}`;
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const tab = await page.context().newPage();
  await tab.goto(`${stage.url}/console/inbox/${made.ticket}`);
  await expect(tab.getByLabel(label)).toBeVisible();
  await page.getByLabel(label).pressSequentially("To be sent once");
  await expect(tab.getByLabel(label)).toHaveValue("To be sent once");
  await page.getByLabel(label).press("Enter");
  await expect(tab.getByLabel(label)).toHaveValue("");
  await expect(tab.getByRole("button", { name: "Send", exact: true }).first()).toBeDisabled();
  await expect(tab.getByRole("log").first()).toContainText("To be sent once");
  // The other way round, and while the tab shows another page.
  await tab.getByLabel(label).pressSequentially("And this");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Templates" }).click();
  await tab.getByLabel(label).press("Enter");
  await page.goBack();
  await expect(page.getByRole("log").first()).toContainText("And this");
  await expect(page.getByLabel(label)).toHaveValue("");
});

test("another device follows without a reload, and what it sent is gone here", async ({
  page,
  browser,
  stage,
}) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  const label = `Message to ${made.request.brand.name}`;
  const phone = await (await browser.newContext()).newPage();
  for (const device of [page, phone]) await logIn(device, stage, asha, `inbox/${made.ticket}`);
  await expect(phone.getByLabel(label)).toBeVisible();
  await page.getByLabel(label).pressSequentially("From the laptop");
  await expect(phone.getByLabel(label)).toHaveValue("From the laptop");
  await phone.getByLabel(label).press("Control+Enter");
  await expect(page.getByLabel(label)).toHaveValue("");
  await phone.context().close();
});

test("what was typed just before a reload or the end of the tab is there again", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  const label = `Message to ${made.request.creator.name}`;
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  // Nothing that is said at the last moment comes through.
  await page.route("**/drafts/*", (route) => route.abort());
  await page.getByLabel(label).pressSequentially("not a letter");
  await page.reload();
  await expect(page.getByLabel(label)).toHaveValue("not a letter");
  await page.getByLabel(label).press("End");
  await page.getByLabel(label).pressSequentially(" is lost");
  const context = page.context();
  await page.close();
  const again = await context.newPage();
  await again.goto(`${stage.url}/console/inbox/${made.ticket}`);
  await expect(again.getByLabel(label)).toHaveValue("not a letter is lost");
  await expect
    .poll(async () => (await asha.api.get(`/crm/tickets/${made.ticket}/drafts`)).body.items[0]?.text)
    .toBe("not a letter is lost");
});

test("from ticket to ticket as quick as keys go, each field has its own text", async ({ page, stage }) => {
  const asha = await stage.staff();
  const orders = [await stage.order(asha), await stage.order(asha)];
  await logIn(page, stage, asha);
  const places = orders.map(({ request, ticket }) => ({
    row: page.getByRole("link", { name: new RegExp(request.title) }),
    field: page.getByLabel(`Message to ${request.brand.name}`),
    kept: async () => (await asha.api.get(`/crm/tickets/${ticket}/drafts`)).body.items[0]?.text,
  }));
  for (const round of [1, 2, 3]) {
    for (const [index, { row, field }] of places.entries()) {
      await row.click();
      await field.press("End");
      await field.pressSequentially(`${index}.${round} `);
    }
  }
  for (const [index, { row, field, kept }] of places.entries()) {
    await row.click();
    await expect(field).toHaveValue(`${index}.1 ${index}.2 ${index}.3 `);
    await expect.poll(kept).toBe(`${index}.1 ${index}.2 ${index}.3 `);
  }
});

test("who logs out leaves no draft in the browser", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  await page.route("**/drafts/**", (route) => route.abort());
  await page.getByLabel(`Message to ${made.request.brand.name}`).fill("secret words");
  const words = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(await words()).toContain("secret words");
  await page.getByRole("button", { name: /Asha/ }).first().click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByLabel("Email")).toBeVisible();
  await expect(
    page.getByText("Your session ended. Sign in to continue where you left off. Your drafts are saved."),
  ).toHaveCount(0);
  expect(await words()).not.toContain("secret words");
});

test("an edit that was begun is there again after a reload, and gone when it is given up", async ({
  page,
  stage,
}) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  const edit = async () => {
    await page.getByRole("log").first().getByText("A word", { exact: true }).hover();
    await page.getByRole("button", { name: "Edit", exact: true }).first().click();
    return page.getByRole("dialog").getByRole("textbox");
  };
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  await page.getByLabel(`Message to ${made.request.brand.name}`).fill("A word");
  await page.keyboard.press("Enter");
  await (await edit()).fill("A better word");
  await page.reload();
  await expect(await edit()).toHaveValue("A better word");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(await edit()).toHaveValue("A word");
});
