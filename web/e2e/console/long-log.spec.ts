// A conversation of several hundred messages, read back: quick, and nothing moves below the eyes.

import type { Locator } from "@playwright/test";
import { expect, logIn, test } from "../stage/fixtures.ts";

/** The button above the log goes when there is nothing older. */
const SHIFT_PX = 40;

/** How high each part of the log is, from the oldest to the newest. */
const heightsOf = (log: Locator) =>
  log.locator(".log-part").evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().height));

test("what is out of sight is not drawn, and keeps its place", async ({ page, stage }) => {
  test.setTimeout(60_000);
  const asha = await stage.staff();
  const made = await stage.order(asha);
  for (let number = 1; number <= 320; number++) {
    const text = `${number}: ${"and one more word ".repeat(number % 17)}`;
    if (number % 2 === 0) await stage.say(made.brandToken, made.ticket, text);
    else await asha.api.post(`/crm/tickets/${made.ticket}/messages`, { text, channel_type: "brand_agent" });
  }
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const log = page.getByRole("log", { name: `Messages with ${made.request.brand.name}` });
  await expect(log.getByText(/^320:/)).toBeInViewport();
  const older = log.getByRole("button", { name: "Show older messages" });
  await log.evaluate((one) => one.scrollTo({ top: 0 }));
  while (await older.isVisible()) {
    // The line one reads stays where it is while others come before it.
    const first = log.locator("li[data-seq]").first();
    const seq = await first.getAttribute("data-seq");
    const reading = log.locator(`li[data-seq="${seq}"]`);
    const before = await reading.boundingBox();
    await older.evaluate((button: HTMLElement) => button.click());
    await expect(log.locator("li[data-seq]").first()).not.toHaveAttribute("data-seq", seq ?? "");
    expect(Math.abs(((await reading.boundingBox())?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(SHIFT_PX);
  }
  const parts = log.locator(".log-part");
  const count = await parts.count();
  expect(count).toBeGreaterThan(5);
  await expect(log.locator(".log-part[data-settled]")).toHaveCount(count - 3);
  const settled = await heightsOf(log);
  // As if all were drawn.
  await parts.evaluateAll((all) => {
    for (const part of all as HTMLElement[]) part.style.contentVisibility = "visible";
  });
  expect(await heightsOf(log)).toEqual(settled);
  await parts.evaluateAll((all) => {
    for (const part of all as HTMLElement[]) part.style.contentVisibility = "";
  });

  // At the end one stays at the end.
  await page.getByRole("button", { name: "Jump to latest" }).click();
  await expect(log.getByText(/^320:/)).toBeInViewport();
  await stage.say(made.brandToken, made.ticket, "And this is the newest.");
  await expect(log.getByText("And this is the newest.")).toBeInViewport();
});
