// A note that mentions a colleague: written by a few letters, told to the colleague, found and read.

import type { Page } from "@playwright/test";
import { faultsOf } from "../stage/axe.ts";
import { expect, logIn, test } from "../stage/fixtures.ts";

async function noteField(page: Page) {
  await expect(page.getByLabel(/^Message to/).first()).toBeVisible();
  await page.keyboard.press("Alt+p");
  return page.getByLabel("Note for staff");
}

test("a colleague is mentioned, told, and finds the note", async ({ page, browser, stage }) => {
  const asha = await stage.staff({ name: "Asha Iyer" });
  const nadia = await stage.staff({ name: "Nadia Haddad", team: "brands" });
  const made = await stage.order(asha, "Reels for the monsoon");
  const desk = await (await browser.newContext()).newPage();
  await logIn(desk, stage, nadia);
  const mentions = desk.getByRole("link", { name: /^Mentions/ });
  await expect(mentions).toBeAttached();
  await expect(desk.getByText("unread note mentions you")).toHaveCount(0);

  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const field = await noteField(page);
  await field.pressSequentially("@nad");
  await expect(page.getByRole("option", { name: /Nadia Haddad/ })).toBeVisible();
  expect(await faultsOf(page), "colleagues to choose from").toEqual([]);
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("@Nadia Haddad ");
  await field.pressSequentially("please look at the contract");
  await expect(page.getByRole("listbox")).toHaveCount(0);
  await page.keyboard.press("Enter");
  const notes = page.getByRole("log", { name: "Staff notes" });
  await expect(notes.locator("strong")).toHaveText("@Nadia Haddad");

  // Not her ticket, not her team: she finds it all the same.
  await expect(desk.getByText("1 unread note mentions you").first()).toBeAttached();
  await desk.getByRole("link", { name: /^Mentions/ }).click();
  const row = desk.getByRole("list", { name: "Cases" }).getByRole("link");
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("1 unread note mentions you");
  expect(await faultsOf(desk), "mentions").toEqual([]);
  await row.click();
  await expect(desk.getByRole("log", { name: "Staff notes" })).toContainText("please look at the contract");
  await expect(row).not.toContainText("mentions you");
  await expect(desk).toHaveURL(/view=mentions/);
  await desk.context().close();
});

test("an at sign that is no name is a sentence, and Escape closes the list", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const field = await noteField(page);
  await field.pressSequentially("@zzz");
  await expect(page.getByText("No matching colleagues")).toBeVisible();
  await field.pressSequentially(" is a handle");
  await expect(page.getByText("No matching colleagues")).toHaveCount(0);
  await field.fill("");
  await field.pressSequentially("@");
  await expect(page.getByRole("listbox", { name: "Colleagues" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("listbox")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log", { name: "Staff notes" })).toContainText("@");
});
