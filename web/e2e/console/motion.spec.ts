// Nothing moves for those who do not want it, wherever one goes; for the others something does.

import { expect, logIn, test } from "../stage/fixtures.ts";
import { watchMotion } from "../stage/motion.ts";
import { joinAs } from "../stage/party.ts";

for (const reducedMotion of ["reduce", "no-preference"] as const) {
  test(`what moves: ${reducedMotion}`, async ({ page, stage }) => {
    await page.emulateMedia({ reducedMotion });
    const motion = await watchMotion(page);
    const asha = await stage.staff();
    const made = await stage.order(asha);
    const brand = await joinAs(stage.server.url, made.brandToken, made.brandChannel);
    await logIn(page, stage, asha, `inbox/${made.ticket}`);
    await expect(page.getByText("This is the beginning of the conversation.")).toHaveCount(2);
    brand.conversation.typing();
    await expect(page.getByText(`${made.request.brand.name} is typing`)).toBeVisible();
    await page.getByRole("button", { name: "Send" }).first().hover();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Close ticket" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("option", { name: "Inbox", exact: true })).toBeVisible();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /Your menu$/ }).click();
    await page.getByRole("menuitem", { name: "Preferences" }).click();
    await page.getByRole("switch", { name: "Sound" }).click();
    await expect(page.getByRole("switch", { name: "Sound" })).not.toBeChecked();
    const moved = await motion();
    if (reducedMotion === "reduce") expect(moved).toEqual([]);
    else expect(moved.join()).toMatch(/lia-breathe of/);
    brand.leave();
  });
}
