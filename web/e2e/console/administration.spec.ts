// What administrators do.

import { expect, logIn, test } from "../stage/fixtures.ts";

test("somebody is added, signs in, and is deactivated", async ({ page, browser, stage }) => {
  const chief = await stage.staff({ name: "Chief", role: "admin" });
  const name = `Nora ${crypto.randomUUID().slice(0, 6)}`;
  const email = `${crypto.randomUUID()}@example.com`;
  await logIn(page, stage, chief, "staff");
  await page.getByRole("button", { name: "Add person" }).click();
  const form = page.getByRole("dialog", { name: "Add person" });
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("Email").fill(email);
  await form.getByLabel("Capacity").fill("7");
  await form.getByLabel("Team").fill("creators");
  await form.getByLabel("Skills").fill("video, beauty");
  await form.getByLabel("Password").fill("a long enough password");
  await form.getByRole("button", { name: "Save" }).click();
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row).toContainText("0 of 7");
  await expect(row).toContainText("video, beauty");

  const theirs = await browser.newPage();
  const nora = { ...chief, name, email, password: "a long enough password" };
  await logIn(theirs, stage, nora);
  await expect(theirs.getByRole("link", { name: "Staff" })).toHaveCount(0);

  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Deactivate" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(row).toContainText("Deactivated");
  await theirs.reload();
  await expect(theirs.getByLabel("Email")).toBeVisible();
  await theirs.close();
});

test("a key is shown once, works, and is revoked", async ({ page, stage }) => {
  const chief = await stage.staff({ name: "Chief", role: "admin" });
  await logIn(page, stage, chief, "keys");
  await page.getByRole("button", { name: "New key" }).first().click();
  const name = `shop ${crypto.randomUUID().slice(0, 6)}`;
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Save" }).click();
  const shown = page.getByRole("dialog", { name });
  const key = (await shown.locator("code").textContent()) ?? "";
  expect(key).toMatch(/^lk_/);
  await shown.getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(page.getByText(key)).toHaveCount(0);

  const order = { external_id: "x" };
  expect((await stage.server.api(key).post("/orders", order)).status).not.toBe(401);
  await page.getByRole("button", { name: `Revoke: ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("Revoked");
  expect((await stage.server.api(key).post("/orders", order)).status).toBe(401);
});

test("settings are saved, and a second person does not overwrite the first", async ({
  page,
  browser,
  stage,
}) => {
  const chief = await stage.staff({ name: "Chief", role: "admin" });
  const other = await browser.newPage();
  await logIn(page, stage, chief, "settings");
  await logIn(other, stage, chief, "settings");
  const name = `Studio ${crypto.randomUUID().slice(0, 6)}`;
  for (const tab of [page, other])
    await expect(tab.getByLabel("Name", { exact: true }).first()).toBeVisible();
  await page.getByLabel("Name", { exact: true }).first().fill(name);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Settings saved")).toBeVisible();

  await other.getByLabel("Name", { exact: true }).first().fill("Of the one who was late");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByText("Someone else changed the settings in the meantime.")).toBeVisible();
  await other.getByRole("button", { name: "Load their changes" }).click();
  await expect(other.getByLabel("Name", { exact: true }).first()).toHaveValue(name);
  await other.close();
});

test("what was done stands in the activity", async ({ page, stage }) => {
  const chief = await stage.staff({ name: `Chief ${crypto.randomUUID().slice(0, 6)}`, role: "admin" });
  const made = await stage.order(chief);
  await chief.api.put(`/crm/tickets/${made.ticket}/status`, { status: "resolved" });
  await logIn(page, stage, chief, "activity");
  await expect(page.getByRole("row", { name: new RegExp(`#${made.ticket}\\b`) }).first()).toBeVisible();
});

test("a role, skills and capacity are changed, and the activity says by whom, in lines that one can read", async ({
  page,
  stage,
}) => {
  const chief = await stage.staff({ name: `Chief ${crypto.randomUUID().slice(0, 6)}`, role: "admin" });
  const asha = await stage.staff({ name: `Asha ${crypto.randomUUID().slice(0, 6)}` });
  const made = await stage.order(chief);
  await stage.say(made.brandToken, made.ticket, "Please pass this on");
  const { body: log } = await chief.api.get(`/crm/tickets/${made.ticket}/messages?channel_type=brand_agent`);
  const said = log.items.find(({ text }: { text: string }) => text === "Please pass this on");
  const relayed = await chief.api.post(`/crm/tickets/${made.ticket}/relay`, { message_id: said.id });
  expect(relayed.status).toBe(200);

  await logIn(page, stage, chief, "staff");
  await page.getByRole("button", { name: `Actions for ${asha.name}` }).click();
  await page.getByRole("menuitem", { name: "Edit person" }).click();
  const form = page.getByRole("dialog", { name: "Edit person" });
  await form.getByLabel("Role").selectOption("Team lead");
  await form.getByLabel("Capacity").fill("3");
  await form.getByLabel("Skills").fill("video, hindi");
  await form.getByRole("button", { name: "Save" }).click();
  const person = page.getByRole("row", { name: new RegExp(asha.name) });
  await expect(person).toContainText("Team lead");
  await expect(person).toContainText("0 of 3");
  await expect(person).toContainText("video, hindi");

  await page.getByRole("link", { name: "Activity" }).click();
  const actions = page.getByRole("row", { name: new RegExp(chief.name) });
  const changed = actions.filter({ hasText: "Staff member changed" });
  await expect(changed).toContainText(`#${asha.id}`);
  await expect(changed).toContainText("Capacity3");
  await expect(changed).toContainText("video, hindi");
  await expect(actions.filter({ hasText: "Message passed on" })).toContainText(`#${made.ticket}`);
  for (const row of await actions.all()) expect((await row.boundingBox())?.height).toBeLessThan(100);
  const table = page.getByRole("region", { name: "Activity" });
  expect(await table.evaluate((one) => one.scrollWidth <= one.clientWidth), "it fits its sheet").toBe(true);
});

test("the live page shows the load of everybody, and who waits", async ({ page, stage }) => {
  const chief = await stage.staff({ name: "Chief", role: "admin" });
  const asha = await stage.staff({ name: `Asha ${crypto.randomUUID().slice(0, 6)}` });
  const made = await stage.order(asha);
  await stage.say(made.brandToken, made.ticket, "Hello?");
  await logIn(page, stage, chief, "live");
  await expect(page.getByRole("img", { name: `${asha.name}: 1 of 500` })).toBeVisible();
  await expect(page.getByRole("link", { name: new RegExp(made.request.title) })).toBeVisible();
});

test("preferences follow the person", async ({ page, browser, stage }) => {
  const asha = await stage.staff();
  await logIn(page, stage, asha, "preferences");
  await page.getByText("Dark", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect.poll(async () => (await asha.api.get("/me")).body.preferences.theme).toBe("dark");
  const elsewhere = await browser.newPage();
  await logIn(elsewhere, stage, asha);
  await expect(elsewhere.locator("html")).toHaveAttribute("data-theme", "dark");
  await elsewhere.close();
});
