// Whoever looks on sees what is said in the tickets of others, without a look at the clock.

import { expect, logIn, test } from "../stage/fixtures.ts";

test("a supervisor's list shows what is said between others as it is said", async ({ page, stage }) => {
  const chief = await stage.staff({ role: "supervisor" });
  const asha = await stage.staff();
  // Other tests on this server have tickets too, and a supervisor sees them all.
  const title = `Reels ${crypto.randomUUID()}`;
  const made = await stage.order(asha, title);
  await logIn(page, stage, chief, `inbox?view=everyone&q=${encodeURIComponent(title)}`);
  const row = page.getByRole("list", { name: "Cases" }).getByRole("link");
  await expect(row).toHaveCount(1);
  await stage.say(made.brandToken, made.ticket, "Is anybody there?");
  // Sooner than the list is read again by itself.
  await expect(row).toContainText("Is anybody there?", { timeout: 8_000 });
  const answer = { text: "Here I am", channel_type: "brand_agent" };
  await asha.api.post(`/crm/tickets/${made.ticket}/messages`, answer);
  await expect(row).toContainText("Here I am", { timeout: 8_000 });
});
