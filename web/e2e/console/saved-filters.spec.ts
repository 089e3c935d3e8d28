// Filters under a name: saved in one browser, applied in another, deleted by keys.

import { expect, logIn, test } from "../stage/fixtures.ts";

test("filters are saved under a name, follow the person to another browser, and are deleted", async ({
  browser,
  page,
  stage,
}) => {
  const asha = await stage.staff();
  await stage.order(asha, "Reels for the monsoon");
  const two = await stage.order(asha, "Photos for the spring");
  await asha.api.put(`/crm/tickets/${two.ticket}/priority`, { priority: "urgent" });
  await logIn(page, stage, asha, "inbox?priority=urgent&sort=created");
  const kept = page.waitForResponse(
    (answer) => answer.url().endsWith("/api/me") && answer.request().method() === "PATCH",
  );
  await page.getByRole("button", { name: "Save these filters…" }).click();
  await page.getByLabel("Name").fill("What burns");
  await page.keyboard.press("Enter");
  await kept;

  const other = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const there = await other.newPage();
  await logIn(there, stage, asha);
  const rows = there.getByRole("list", { name: "Cases" }).getByRole("link");
  await expect(rows).toHaveCount(2);
  // By keys alone.
  const saved = (there: typeof page) => there.getByRole("link", { name: "What burns" });
  await saved(there).focus();
  await there.keyboard.press("Enter");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Photos for the spring");
  await expect(there).toHaveURL(/priority=urgent/);
  await expect(there).toHaveURL(/sort=created/);

  await expect(saved(there)).toHaveAttribute("aria-current", "page");
  await there.getByRole("button", { name: "Delete saved filters…" }).click();
  const gone = there.waitForResponse(
    (answer) => answer.url().endsWith("/api/me") && answer.request().method() === "PATCH",
  );
  await there.getByRole("button", { name: "Delete “What burns”" }).click();
  await expect(there.getByText("No saved filters left.")).toBeVisible();
  await gone;
  await other.close();
  await page.reload();
  await expect(page.getByRole("button", { name: "Save these filters…" })).toBeVisible();
  await expect(saved(page)).toHaveCount(0);
});
