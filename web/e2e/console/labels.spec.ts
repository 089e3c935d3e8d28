// Labels: made by a team lead, added by whoever handles a ticket, and a way to find tickets.

import { faultsOf } from "../stage/axe.ts";
import { expect, logIn, test } from "../stage/fixtures.ts";

test("a lead makes labels, an agent gives them, and both find by them", async ({ page, browser, stage }) => {
  const lead = await stage.staff({ name: "Idris Bello", role: "team_lead" });
  const asha = await stage.staff({ name: "Asha Iyer" });
  const made = await stage.order(asha, "Reels for the monsoon");
  const other = await stage.order(asha, "Photos for the spring");
  await logIn(page, stage, lead, "labels");
  for (const [name, color] of [
    ["Refund", "Red"],
    ["Late delivery", "Orange"],
  ] as const) {
    await page.getByRole("button", { name: "New label" }).first().click();
    const form = page.getByRole("dialog", { name: "New label" });
    await form.getByLabel("Name").fill(name);
    await form.getByText(color, { exact: true }).click();
    expect(await faultsOf(page), "form").toEqual([]);
    await form.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: name })).toContainText("0 tickets");
  }
  // The same word again is refused in words, and nothing is lost.
  await page.getByRole("button", { name: "New label" }).click();
  await page.getByLabel("Name").fill("REFUND");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("A label with this name already exists.");
  await page.keyboard.press("Escape");
  expect(await faultsOf(page), "page").toEqual([]);

  const desk = await (await browser.newContext()).newPage();
  await logIn(desk, stage, asha, `inbox/${made.ticket}`);
  await desk.getByRole("button", { name: "Change labels" }).click();
  await desk.getByRole("menuitemcheckbox", { name: "Refund" }).click();
  await desk.getByRole("menuitemcheckbox", { name: "Late delivery" }).click();
  await expect(desk.getByRole("menuitemcheckbox", { name: "Late delivery" })).toBeChecked();
  await desk.keyboard.press("Escape");
  const shown = desk.getByRole("list", { name: "Labels" }).getByRole("listitem");
  await expect(shown).toHaveText(["Late delivery", "Refund"]);
  const row = desk.getByRole("list", { name: "Cases" }).getByRole("link", { name: /monsoon/ });
  // A row has room for one of them; the ticket has all.
  await expect(row).toContainText(/Late delivery|Refund/);
  expect(await faultsOf(desk), "ticket with labels").toEqual([]);

  const rows = desk.getByRole("list", { name: "Cases" }).getByRole("link");
  await expect(rows).toHaveCount(2);
  await desk.getByRole("button", { name: "Filters", exact: true }).click();
  await desk.getByRole("menuitemcheckbox", { name: "Refund" }).click();
  await expect(rows).toHaveCount(1);
  await expect(desk).toHaveURL(/label=\d+/);
  await desk.reload();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("monsoon");

  // What is taken off or deleted leaves the ticket.
  await desk.getByRole("button", { name: "Change labels" }).click();
  await desk.getByRole("menuitemcheckbox", { name: "Refund" }).click();
  await expect(desk.getByRole("menuitemcheckbox", { name: "Refund" })).not.toBeChecked();
  await desk.keyboard.press("Escape");
  await expect(shown).toHaveText(["Late delivery"]);
  await page.reload();
  await page.getByRole("button", { name: "Delete: Late delivery" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Late delivery" })).toHaveCount(0);
  await desk.reload();
  await expect(desk.getByRole("button", { name: "Change labels" })).toBeVisible();
  await expect(shown).toHaveCount(0);
  expect(other.ticket).not.toBe(made.ticket);
  await desk.context().close();
});

test("an agent reads labels and makes none", async ({ page, stage }) => {
  await logIn(page, stage, await stage.staff(), "labels");
  await expect(page.getByText("Only team leads and above can change labels.")).toBeVisible();
  await expect(page.getByRole("button", { name: "New label" })).toHaveCount(0);
});
