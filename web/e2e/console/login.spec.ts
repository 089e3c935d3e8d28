// Who comes in, who stays in, who is out.

import { expect, logIn, test } from "../stage/fixtures.ts";

test("a wrong password is said, and nothing else", async ({ page, stage }) => {
  const asha = await stage.staff();
  await page.goto(`${stage.url}/console/`);
  await page.getByLabel("Email").fill(asha.email);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText("Wrong email or password.");
});

test("a login outlives a reload, without a token that scripts could read", async ({ page, stage }) => {
  await logIn(page, stage, await stage.staff());
  await page.reload();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  const readable = await page.evaluate(() => document.cookie + JSON.stringify(localStorage));
  expect(readable).not.toMatch(/eyJ|refresh|__Host/);
});

test("the address that was asked for is where one is after the login", async ({ page, stage }) => {
  const asha = await stage.staff();
  const { ticket, request } = await stage.order(asha);
  await logIn(page, stage, asha, `inbox/${ticket}`);
  await expect(page.getByRole("heading", { name: request.title })).toBeVisible();
});

test("signing out ends it in every tab", async ({ page, context, stage }) => {
  await logIn(page, stage, await stage.staff());
  const other = await context.newPage();
  await other.goto(`${stage.url}/console/`);
  await expect(other.getByRole("navigation", { name: "Main" })).toBeVisible();
  await page.getByRole("button", { name: /Your menu$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  for (const tab of [page, other]) await expect(tab.getByLabel("Email")).toBeVisible();
  await other.reload();
  await expect(other.getByLabel("Email")).toBeVisible();
});
