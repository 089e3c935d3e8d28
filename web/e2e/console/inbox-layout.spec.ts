// How the inbox looks: as a list beside the case or as a table, with more or less room for a row; and a search over all views.

import type { Page } from "@playwright/test";
import { faultsOf } from "../stage/axe.ts";
import { expect, logIn, type StaffMember, type Stage, test } from "../stage/fixtures.ts";

const rows = (page: Page) => page.getByRole("list", { name: "Cases" }).getByRole("link");
const table = (page: Page) => page.getByRole("table", { name: "Cases" });

/** Chooses how the inbox looks, and waits until the server has it. */
async function look(page: Page, name: string): Promise<void> {
  const kept = page.waitForResponse(
    (answer) => answer.url().endsWith("/api/me") && answer.request().method() === "PATCH",
  );
  await page.getByRole("button", { name: "Display" }).click();
  await page.getByRole("menuitemradio", { name, exact: true }).click();
  expect((await kept).ok()).toBe(true);
}

/** Three cases with labels, of which the first is urgent and the second has been answered by nobody. */
async function threeCases(stage: Stage, asha: StaffMember) {
  const titles = ["Reels for the monsoon", "Photos for the spring", "A very long podcast"];
  const made = [];
  for (const title of titles) made.push(await stage.order(asha, title));
  const [urgent, waiting] = made;
  await asha.api.put(`/crm/tickets/${urgent?.ticket}/priority`, { priority: "urgent" });
  await stage.say(waiting?.brandToken ?? "", waiting?.ticket ?? 0, "When can we see them?");
  return made;
}

test("the inbox is a table for whoever likes it, here and in another browser", async ({
  page,
  browser,
  stage,
}) => {
  const asha = await stage.staff();
  const [urgent, waiting] = await threeCases(stage, asha);
  await logIn(page, stage, asha);
  await expect(rows(page)).toHaveCount(3);
  await look(page, "Table");
  const first = table(page).getByRole("row").nth(1);
  await expect(first).toContainText("Photos for the spring");
  await expect(first).toContainText(`#${waiting?.ticket}`);
  await expect(first).toContainText("Waiting: Brand");
  await expect(first).toContainText(asha.name);
  expect(await faultsOf(page), "table").toEqual([]);

  await table(page).getByRole("button", { name: "Priority" }).click();
  await expect(first).toContainText("Urgent");
  await expect(table(page).getByRole("columnheader", { name: "Priority" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );

  // Keys walk through it as through the list; a case opens with the list beside it, and Escape leads back.
  await table(page).getByRole("link").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("x");
  await expect(page.getByRole("toolbar", { name: "Selected cases" })).toContainText("1 selected");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Home");
  await expect(table(page).getByRole("link").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`ticket-${urgent?.ticket}`));
  await expect(page.getByRole("heading", { name: "Reels for the monsoon" })).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press("Escape");
  await expect(table(page)).toBeVisible();

  const other = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const there = await other.newPage();
  await logIn(there, stage, asha);
  await expect(table(there)).toBeVisible();
  // No room for columns: a list, whatever was chosen.
  await there.setViewportSize({ width: 390, height: 844 });
  await expect(rows(there)).toHaveCount(3);
  await expect(table(there)).toHaveCount(0);
  await other.close();
});

test("compact rows are remembered, and say what the others say", async ({ page, stage }) => {
  const asha = await stage.staff();
  await threeCases(stage, asha);
  await logIn(page, stage, asha);
  const row = rows(page).filter({ hasText: "Photos for the spring" });
  const height = async () => (await row.boundingBox())?.height ?? 0;
  await expect(row).toBeVisible();
  const before = await height();
  await look(page, "Compact");
  await expect.poll(height).toBeLessThan(before * 0.7);
  await expect(row).toContainText("Waiting: Brand");
  await expect(row).toContainText("When can we see them?");
  expect(await faultsOf(page), "compact").toEqual([]);
  await page.reload();
  await expect.poll(height).toBeLessThan(before * 0.7);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Display" }).click();
  await expect(page.getByRole("menuitemradio", { name: "Table", exact: true })).toHaveCount(0);
  await page.getByRole("menuitemradio", { name: "Comfortable" }).click();
  await expect.poll(height).toBeGreaterThan(before * 0.9);
});

test("a search finds cases of all views, and only those of the view when asked", async ({ page, stage }) => {
  const asha = await stage.staff();
  const bela = await stage.staff({ name: "Bela" });
  const word = `monsoon${crypto.randomUUID().slice(0, 6)}`;
  await stage.order(asha, `Reels for the ${word}`);
  await stage.order(bela, `Photos of the ${word}`);
  const done = await stage.order(asha, `Notes on the ${word}`);
  await asha.api.put(`/crm/tickets/${done.ticket}/status`, { status: "resolved" });
  await logIn(page, stage, asha);
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press("/");
  await page.keyboard.type(word);
  await expect(rows(page)).toHaveCount(3);
  await expect(page.getByRole("heading", { name: "Search results" })).toBeVisible();
  expect(await faultsOf(page), "search").toEqual([]);
  await page.getByRole("radio", { name: "Mine" }).check({ force: true });
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("radio", { name: "All cases" }).check({ force: true });
  await expect(rows(page)).toHaveCount(3);
  // What happens to a case that was found shows, and it stays where it is.
  await asha.api.put(`/crm/tickets/${done.ticket}/status`, { status: "open" });
  await expect(rows(page).filter({ hasText: "Notes on" })).not.toContainText("Resolved");
  await page.getByRole("searchbox").press("Escape");
  await expect(rows(page)).toHaveCount(2);
});
