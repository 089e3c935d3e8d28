// The whole of it: brand, creator and agent, each in a browser of their own, on the pages that people use.

import { expect, logIn, test } from "../stage/fixtures.ts";
import { Visitor } from "./visitor.ts";

test("a brand asks, the agent asks the creator, answers the brand: three browsers, two secrets", async ({
  browser,
  stage,
}) => {
  const agent = await stage.staff({ name: "Asha Rao" });
  const made = await stage.order(agent);
  const { brand: brandParty, creator: creatorParty } = made.request;
  const desk = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  await logIn(desk, stage, agent, `inbox/${made.ticket}`);
  const brand = await (await Visitor.come(browser, stage, made.brandToken, made.ticket)).open();
  const creator = await (await Visitor.come(browser, stage, made.creatorToken, made.ticket)).open();
  const toBrand = desk.getByLabel(`Message to ${brandParty.name}`);
  const toCreator = desk.getByLabel(`Message to ${creatorParty.name}`);

  await brand.field.pressSequentially("When ");
  await expect(desk.getByText(`${brandParty.name} is typing`)).toBeVisible();
  await brand.say("When can we see BRAND-SECRET?");
  await expect(desk.getByRole("log", { name: `Messages with ${brandParty.name}` })).toContainText(
    "BRAND-SECRET",
  );

  await toCreator.pressSequentially("Can you");
  await expect(creator.panel.getByText("Asha Rao is typing…")).toBeVisible();
  await expect(brand.panel.getByText("Asha Rao is typing…")).toHaveCount(0);
  await toCreator.fill("Can you show something on Friday?");
  await toCreator.press("Control+Enter");
  await expect(creator.said("Can you show something on Friday?")).toBeVisible();
  await creator.say("Yes, CREATOR-SECRET is ready");
  await expect(desk.getByRole("log", { name: `Messages with ${creatorParty.name}` })).toContainText(
    "CREATOR-SECRET",
  );

  await toBrand.fill("You will see it on Friday");
  await toBrand.press("Control+Enter");
  await expect(brand.said("You will see it on Friday")).toBeVisible();

  for (const [who, other, secrets] of [
    [brand, creatorParty, ["CREATOR-SECRET", "Can you show something"]],
    [creator, brandParty, ["BRAND-SECRET", "You will see it"]],
  ] as const) {
    const known = (await who.received()) + (await who.page.content()) + (await who.panel.innerText());
    for (const secret of [...secrets, other.name, other.email ?? other.name, other.external_id])
      expect(known.includes(secret), `${secret} reached the other side`).toBe(false);
    await who.leave();
  }
  await desk.context().close();
});
