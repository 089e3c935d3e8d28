// Two of staff at one ticket: they see each other, and do not answer twice.

import { expect, logIn, test } from "../stage/fixtures.ts";

test("who looks, who writes, and a warning when a colleague was faster", async ({ page, browser, stage }) => {
  const asha = await stage.staff({ name: "Asha Iyer" });
  const bela = await stage.staff({ name: "Bela Nagy", role: "supervisor" });
  const made = await stage.order(asha);
  const label = `Message to ${made.request.brand.name}`;
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  await page.getByLabel(label).fill("I will look at it");

  const other = await browser.newPage();
  await logIn(other, stage, bela, `inbox/${made.ticket}`);
  await expect(other.getByText("Asha Iyer is viewing this")).toBeAttached();
  await expect(page.getByText("Bela Nagy is viewing this")).toBeAttached();

  // Whoever leads may answer for a colleague, and says so first.
  await other.getByRole("button", { name: "Reply anyway" }).click();
  await other.getByLabel(label).pressSequentially("It is");
  await expect(page.getByText(`Bela Nagy is writing to ${made.request.brand.name}`)).toBeVisible();
  await other.getByLabel(label).fill("It is done already");
  await other.getByLabel(label).press("Enter");

  await expect(page.getByText("Bela Nagy replied while you were writing.")).toBeVisible();
  // Enter alone does not send what was overtaken.
  await page.getByLabel(label).press("Enter");
  const log = page.getByRole("log", { name: `Messages with ${made.request.brand.name}` });
  await expect(log).toContainText("It is done already");
  await expect(log).not.toContainText("I will look at it");
  await page.getByRole("button", { name: "Send anyway" }).click();
  await expect(log).toContainText("I will look at it");

  await other.close();
  await expect(page.getByText("Bela Nagy is viewing this")).toHaveCount(0);
});
