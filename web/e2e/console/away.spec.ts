// Whoever leaves the console alone is away after the minutes that the administrator has set, and back with a key.

import { expect, logIn, test } from "../stage/fixtures.ts";

test("an agent is away after the minutes of the settings, and back at the first sign of life", async ({
  page,
  stage,
}) => {
  const route = "/support/settings";
  const { body: before } = await stage.admin.get(route);
  await stage.admin.put(route, { ...before, auto_away_minutes: 3 });
  try {
    const asha = await stage.staff();
    await page.clock.install();
    await logIn(page, stage, asha);
    const you = (status: string) => page.getByRole("button", { name: `Asha Iyer, ${status}. Your menu` });
    await expect(you("Available")).toBeVisible();
    await page.clock.fastForward("02:30");
    await expect(you("Available")).toBeVisible();
    await page.clock.fastForward("01:00");
    await expect(you("Away")).toBeVisible();
    await page.keyboard.press("Shift");
    await expect(you("Available")).toBeVisible();
  } finally {
    const { body: now } = await stage.admin.get(route);
    await stage.admin.put(route, { ...before, version: now.version });
  }
});
