// The inbox on a phone and in narrow windows: a list or a case, never less room than a case needs.

import { faultsOf } from "../stage/axe.ts";
import { expect, logIn, test } from "../stage/fixtures.ts";

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a list, then a case with its field in sight, and back", async ({ page, stage }) => {
    const asha = await stage.staff();
    const made = await stage.order(asha, "Reels for the monsoon");
    await stage.order(asha, "Photos for the spring");
    await stage.say(made.brandToken, made.ticket, "Is anybody there?");
    await logIn(page, stage, asha);
    const main = page.getByRole("navigation", { name: "Main" });
    for (const word of ["Inbox", "Queue", "Available"]) await expect(main.getByText(word)).toBeVisible();
    const rows = page.getByRole("list", { name: "Cases" }).getByRole("link");
    await expect(rows).toHaveCount(2);

    await page.getByRole("button", { name: "View: Mine. Change" }).tap();
    await page.getByRole("menuitemradio", { name: /^Everyone/ }).tap();
    await expect(page).toHaveURL(/view=everyone/);
    await page.goBack();
    await page.goto(`${stage.url}/console/inbox`);

    await rows.filter({ hasText: "Reels for the monsoon" }).tap();
    const field = page.getByLabel(`Message to ${made.request.brand.name}`);
    await expect(field).toBeInViewport();
    await expect(page.getByRole("log").getByText("Is anybody there?")).toBeInViewport();
    expect(await faultsOf(page), "case").toEqual([]);
    // At rest most of the screen is what was said.
    const log = await page.getByRole("log").boundingBox();
    expect(log?.height).toBeGreaterThan(844 * 0.6);
    await page.getByRole("link", { name: "Back" }).tap();
    await expect(rows).toHaveCount(2);

    // Where one cannot point, the icon of a row is where it is ticked.
    await page.getByRole("checkbox", { name: "Select “Photos for the spring”" }).tap();
    const bar = page.getByRole("toolbar", { name: "Selected cases" });
    await expect(bar).toContainText("1 selected");
    await bar.getByRole("button", { name: "Resolve 1" }).tap();
    await expect(rows).toHaveCount(1);
    await page.getByRole("button", { name: "Undo" }).tap();
    await expect(rows).toHaveCount(2);
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  });
});

test("parts give way to what is narrower, and come back", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  await logIn(page, stage, asha, `inbox/ticket-${made.ticket}`);
  const views = page.getByRole("navigation", { name: "Views" });
  const conversations = page.getByRole("region", { name: /^Conversation with/ });
  const details = page.getByRole("complementary", { name: "Details" });
  await expect(conversations).toHaveCount(2);
  await expect(details).toBeVisible();

  // A large screen has the notes beside the details.
  await page.setViewportSize({ width: 1920, height: 1000 });
  await expect(page.getByRole("region", { name: "Staff notes" })).toBeVisible();
  await expect(details).toBeVisible();

  await page.setViewportSize({ width: 1279, height: 800 });
  await expect(conversations).toHaveCount(2);
  await expect(details).toHaveCount(0);
  await page.keyboard.press("Alt+i");
  await expect(details).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(details).toHaveCount(0);

  await page.setViewportSize({ width: 1024, height: 768 });
  await expect(views).toBeVisible();
  await expect(conversations).toHaveCount(1);
  await page.getByRole("tab", { name: made.request.creator.name }).click();
  await expect(
    page.getByRole("region", { name: `Conversation with ${made.request.creator.name}` }),
  ).toBeVisible();

  await page.setViewportSize({ width: 820, height: 900 });
  await expect(views).toHaveCount(0);
  await expect(page.getByRole("button", { name: "View: Mine. Change" })).toBeVisible();
  await expect(page.getByRole("tab", { name: "Details" })).toBeVisible();
  expect(await faultsOf(page), "narrow").toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
});
