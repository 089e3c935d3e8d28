// The inbox tells what happens by itself, and its address says what it shows.

import { expect, logIn, test } from "../stage/fixtures.ts";

test("a new ticket and a new message appear by themselves", async ({ page, stage }) => {
  const asha = await stage.staff();
  await logIn(page, stage, asha);
  await expect(page.getByText("No open case is assigned to you")).toBeVisible();
  const { ticket, request, brandToken } = await stage.order(asha);
  const row = page.getByRole("link", { name: new RegExp(request.title) });
  await expect(row).toBeVisible();
  await stage.say(brandToken, ticket, "Is anybody there?");
  await expect(row).toContainText("Is anybody there?");
  await expect(row).toContainText("1 unread message");
  await expect(row).toContainText("Waiting: Brand");
  await expect(page).toHaveTitle(/^\(1\) Inbox/);
});

test("who waits longest comes first, and leaves the top with the answer", async ({ page, stage }) => {
  const asha = await stage.staff();
  const first = await stage.order(asha);
  const second = await stage.order(asha);
  await stage.say(second.brandToken, second.ticket, "I wrote first");
  await stage.say(first.brandToken, first.ticket, "I wrote after");
  await logIn(page, stage, asha);
  const rows = page.getByRole("list", { name: "Cases" }).getByRole("link");
  await expect(rows.nth(0)).toContainText(second.request.title);
  await rows.nth(0).click();
  await page.getByLabel(`Message to ${second.request.brand.name}`).fill("Here I am");
  await page.keyboard.press("Enter");
  await expect(rows.nth(0)).toContainText(first.request.title);
});

test("search, filters and sort stand in the address", async ({ page, stage }) => {
  const asha = await stage.staff();
  // A search goes over all views, and other tests have cases too.
  const word = `monsoon${crypto.randomUUID().slice(0, 6)}`;
  const one = await stage.order(asha, `Reels for the ${word}`);
  const two = await stage.order(asha, "Photos for the spring");
  await asha.api.put(`/crm/tickets/${two.ticket}/priority`, { priority: "urgent" });
  await logIn(page, stage, asha);
  const rows = page.getByRole("list", { name: "Cases" }).getByRole("link");
  await expect(rows).toHaveCount(2);

  await page.getByRole("button", { name: /^Search tickets/ }).click();
  await page.getByRole("searchbox", { name: "Search tickets" }).fill(word);
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(new RegExp(`q=${word}`));
  await expect(rows).toContainText(word);

  await page.goto(`${stage.url}/console/inbox?priority=urgent,high&sort=created`);
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Photos for the spring");
  await expect(page.getByRole("button", { name: "Filters, 1 active" })).toBeVisible();

  await page.getByRole("button", { name: "Filters, 1 active" }).click();
  await page.getByRole("menuitem", { name: "Clear filters" }).click();
  await expect(rows).toHaveCount(2);
  expect(one.ticket).not.toBe(two.ticket);
});

test("an address of nonsense shows the inbox", async ({ page, stage }) => {
  await logIn(page, stage, await stage.staff(), "inbox?view=theirs&status=lost&sort=by_mood&unread=perhaps");
  await expect(page.getByRole("heading", { name: "Inbox" })).toBeVisible();
  await expect(page.getByText("No open case is assigned to you")).toBeVisible();
});

test("a hundred and twenty tickets are a list of a few rows", async ({ page, stage }) => {
  test.setTimeout(120_000);
  const asha = await stage.staff({ role: "supervisor" });
  for (let batch = 0; batch < 6; batch++)
    await Promise.all(Array.from({ length: 20 }, () => stage.order(asha)));
  await logIn(page, stage, asha);
  await expect(page.getByRole("heading", { name: "Mine 120" })).toBeVisible();
  const rows = page.getByRole("list", { name: "Cases" }).getByRole("listitem");
  expect(await rows.count()).toBeLessThan(40);
  // Down to the last one: pages come as they are needed.
  await expect(async () => {
    await rows.last().scrollIntoViewIfNeeded();
    expect(await rows.last().getAttribute("aria-posinset")).toBe("120");
  }).toPass();
});
