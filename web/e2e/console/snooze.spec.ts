// Putting a ticket aside, by the mouse and by keys, and how it comes back.

import { faultsOf } from "../stage/axe.ts";
import { expect, logIn, test } from "../stage/fixtures.ts";

test("a ticket is snoozed, leaves the inbox, and is back when its party writes", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha, "Reels for the monsoon");
  await stage.order(asha, "Photos for the spring");
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const rows = page.getByRole("list", { name: "Cases" }).getByRole("link");
  await expect(rows).toHaveCount(2);
  // The list is there before the ticket is, and with it what its keys do.
  await expect(page.getByRole("heading", { name: "Reels for the monsoon" })).toBeVisible();
  await page.keyboard.press("Alt+m");
  const dialog = page.getByRole("dialog", { name: "Snooze this ticket" });
  await expect(dialog.getByRole("button", { name: /For an hour/ })).toBeFocused();
  expect(await faultsOf(page), "dialog").toEqual([]);
  await dialog.getByRole("button", { name: /Until tomorrow morning/ }).click();
  await expect(rows).toHaveCount(1);
  await expect(page.getByText(/^Snoozed until .*9:00/).first()).toBeVisible();
  expect(await faultsOf(page), "snoozed").toEqual([]);

  // Found where what is snoozed is listed.
  await page.getByRole("link", { name: /^Snoozed/ }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Reels for the monsoon");
  await expect(rows).toContainText(/Snoozed until/);

  await stage.say(made.brandToken, made.ticket, "One more thing");
  await expect(page.getByText("You have no snoozed cases.")).toBeVisible();
  await expect(page.getByText(/^Snoozed until/)).toHaveCount(0);
  await page.goto(`${stage.url}/console/inbox`);
  await expect(rows).toHaveCount(2);
});

test("a snooze can be undone, ended, and set to any time that is to come", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const open = () => page.getByRole("button", { name: /^Snooze/ }).click();
  const dialog = page.getByRole("dialog", { name: "Snooze this ticket" });
  await open();
  await dialog.getByRole("button", { name: "Until a party writes" }).click();
  await expect(page.getByText("Snoozed until a party writes", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Snoozed until a party writes", { exact: true })).toHaveCount(0);

  await open();
  await dialog.getByLabel("Date and time").fill("2020-01-01T09:00");
  await dialog.getByRole("button", { name: "Snooze" }).click();
  await expect(dialog.getByText("Pick a time in the future.")).toBeVisible();
  const nextYear = `${new Date().getFullYear() + 1}-01-15T09:30`;
  await dialog.getByLabel("Date and time").fill(nextYear);
  await dialog.getByRole("button", { name: "Snooze" }).click();
  await expect(page.getByText(/^Snoozed until .*15.*9:30/)).toBeVisible();
  await page.getByRole("button", { name: "Unsnooze" }).click();
  await expect(page.getByText(/^Snoozed until/)).toHaveCount(0);
});

test("an agent is told when a ticket is back", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  await logIn(page, stage, asha);
  await expect(page.getByRole("list", { name: "Cases" }).getByRole("link")).toHaveCount(1);
  await asha.api.put(`/crm/tickets/${made.ticket}/snooze`, {});
  await expect(page.getByText("No open case is assigned to you")).toBeVisible();
  const until = new Date(Date.now() + 1_000).toISOString();
  await asha.api.put(`/crm/tickets/${made.ticket}/snooze`, { until });
  // By itself, without a message and without a look at the page.
  await expect(page.getByRole("list", { name: "Cases" }).getByRole("link")).toHaveCount(1, {
    timeout: 15_000,
  });
});
