// What a supervisor does: sees everybody's tickets, gives one to somebody else, takes away what must not stand there.

import { expect, logIn, test } from "../stage/fixtures.ts";
import { joinAs } from "../stage/party.ts";

const someone = (name: string) => `${name} ${crypto.randomUUID().slice(0, 6)}`;

test("a supervisor finds a ticket of somebody else, and gives it to a third", async ({ page, stage }) => {
  const asha = await stage.staff({ name: someone("Asha") });
  const bela = await stage.staff({ name: someone("Bela") });
  const title = `Reels for the harvest ${crypto.randomUUID().slice(0, 6)}`;
  const made = await stage.order(asha, title);
  const wanjiru = await stage.staff({ name: "Wanjiru Kamau", role: "supervisor", isAvailable: false });
  await logIn(page, stage, wanjiru);
  await expect(page.getByText("Cases aren’t assigned to your role automatically.")).toBeVisible();
  await page.getByRole("link", { name: /^Everyone/ }).click();
  await expect(page).toHaveURL(/view=everyone/);
  await page.keyboard.press("/");
  await page.getByRole("searchbox", { name: "Search tickets" }).fill(title);
  const row = page.getByRole("list", { name: "Cases" }).getByRole("link");
  await expect(row).toHaveCount(1);
  // The one who handles it, and not the one who is named in the last message.
  await expect(row.getByText(asha.name, { exact: true })).toBeVisible();
  await row.click();

  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Reassign" }).click();
  const dialog = page.getByRole("dialog", { name: "Assign to" });
  await dialog.getByRole("searchbox").fill(bela.name);
  await dialog.getByRole("button", { name: new RegExp(bela.name) }).click();
  await expect(page.getByText(`Assigned to ${bela.name}.`)).toBeVisible();
  await expect(row.getByText(bela.name, { exact: true })).toBeVisible();
  expect((await bela.api.get(`/crm/tickets/${made.ticket}`)).body.agent.name).toBe(bela.name);
  // Who handled it does so no more, and no longer finds it among what is to be done.
  const { body } = await asha.api.get("/crm/tickets/my");
  expect(body.items.map(({ id }: { id: number }) => id)).not.toContain(made.ticket);
});

test("a supervisor deletes what somebody else wrote, everywhere; an agent is not offered it", async ({
  page,
  browser,
  stage,
}) => {
  const asha = await stage.staff();
  const wanjiru = await stage.staff({ name: "Wanjiru Kamau", role: "supervisor" });
  const made = await stage.order(asha);
  const brand = await joinAs(stage.server.url, made.brandToken, made.brandChannel);
  await stage.say(made.brandToken, made.ticket, "An insult that must not stay");
  await brand.sees("An insult that must not stay");
  const logOf = (whose: typeof page) =>
    whose.getByRole("log", { name: `Messages with ${made.request.brand.name}` });

  const theirs = await browser.newPage();
  await logIn(theirs, stage, asha, `inbox/${made.ticket}`);
  await logOf(theirs).getByText("An insult").hover();
  await expect(logOf(theirs).getByRole("button", { name: "Copy text" }).last()).toBeVisible();
  await expect(logOf(theirs).getByRole("button", { name: "Delete", exact: true })).toHaveCount(0);

  await logIn(page, stage, wanjiru, `inbox/${made.ticket}`);
  await logOf(page).getByText("An insult").hover();
  // What somebody else wrote can be taken away, and not be made to say something else.
  await expect(logOf(page).getByRole("button", { name: "Edit", exact: true })).toHaveCount(0);
  await logOf(page).getByRole("button", { name: "Delete", exact: true }).last().click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  for (const log of [logOf(page), logOf(theirs)]) {
    await expect(log.getByText("Message deleted")).toBeVisible();
    await expect(log).not.toContainText("An insult");
  }
  await expect.poll(() => brand.texts().join()).not.toContain("An insult");
  brand.leave();
  await theirs.close();
});

test("what else there was with a brand and a creator stands in the details", async ({ page, stage }) => {
  const chief = await stage.staff({ role: "supervisor" });
  const id = crypto.randomUUID().slice(0, 8);
  const person = (name: string) => ({ external_id: `${name}-${id}`, name: `${name} ${id}` });
  const order = async (title: string, brand: string, creator: string) => {
    const made = await stage.server.host.post("/orders", {
      title: `${title} ${id}`,
      amount: 100,
      currency: "INR",
      brand: person(brand),
      creator: person(creator),
    });
    return made.body.ticket.id as number;
  };
  await order("Old reel", "Acme", "Zoya");
  await order("Older photos", "Other", "Maya");
  const ticket = await order("New reel", "Acme", "Maya");
  await logIn(page, stage, chief, `inbox/${ticket}`);
  const details = page.getByRole("region", { name: "Details" });
  await expect(details.getByText(`Acme ${id} · 2 tickets`)).toBeVisible();
  await expect(details.getByRole("link", { name: `Older photos ${id}` })).toBeVisible();
  await expect(details.getByRole("link", { name: `New reel ${id}` })).toHaveCount(0);
  await details.getByRole("link", { name: `Old reel ${id}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Old reel ${id}` })).toBeVisible();
});
