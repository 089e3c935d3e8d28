// The order in the chat: forms move it, both pages follow by themselves, and a closed case is explained.

import { expect, test } from "../stage/fixtures.ts";
import { brandInChat } from "./brand.ts";
import { Visitor } from "./visitor.ts";

test("requirements and a revision move the order, in the chat and on the shop's page", async ({
  browser,
  stage,
}) => {
  const { made, brand } = await brandInChat({ browser, stage });
  const creator = await (await Visitor.come(browser, stage, made.creatorToken, made.ticket)).open();
  const status = brand.panel.locator(".lia-order-status");
  await expect(status).toHaveText("Waiting for requirements");
  await brand.panel.getByRole("button", { name: "Fill in requirements" }).click();
  const form = brand.panel.getByRole("form", { name: "Requirements" });
  await expect(form.getByLabel("What should be delivered")).toBeFocused();
  await form.getByRole("button", { name: "Submit" }).click();
  await expect(form.getByText("Please fill this in")).toHaveCount(2);
  await form.getByLabel("What should be delivered").fill("One reel");
  await form.getByLabel("Description").fill("Upright, 30 seconds");
  await form.getByLabel(/Needed by/).fill("2026-12-24");
  await form.getByRole("button", { name: "Submit" }).click();
  await expect(status).toHaveText("In progress");
  const card = brand.log.locator(".lia-card");
  await expect(card).toContainText("One reel");
  await expect(card).toContainText("2026-12-24");
  // The form made room and the card came: one is still at the end.
  await expect(brand.log.locator(".lia-event").last()).toBeInViewport();
  await expect(brand.panel.locator(".lia-jump")).toHaveCount(0);
  await expect(brand.page.locator(".progress [aria-current]")).toHaveText("In progress");
  await expect(creator.panel.locator(".lia-order-status")).toHaveText("In progress");
  // The brief is the brand's; the agent passes on what the creator shall know.
  expect(await creator.received()).not.toContain("Upright, 30 seconds");
  await expect(creator.panel.getByRole("button", { name: "Fill in requirements" })).toHaveCount(0);

  await stage.server.host.patch(`/orders/${made.order.id}`, { status: "delivered" });
  await expect(status).toHaveText("Delivered");
  await brand.panel.getByRole("button", { name: "Request a revision" }).click();
  await brand.panel.getByLabel("What should change").fill("Shorter, please");
  await brand.panel.getByRole("button", { name: "Submit" }).click();
  await expect(status).toHaveText("Revision requested · 1 revision");
  await expect(brand.log.locator(".lia-event").last()).toHaveText("Order: Revision requested");
  await brand.leave();
  await creator.leave();
});

test("a closed case says why one cannot write, and thaws when it is opened again", async ({
  browser,
  stage,
}) => {
  const { agent, made, brand } = await brandInChat({ browser, stage });
  await brand.say("before it was closed");
  await agent.api.put(`/crm/tickets/${made.ticket}/status`, { status: "closed" });
  await expect(brand.panel.getByText("This conversation is closed")).toBeVisible();
  await expect(brand.field).toHaveCount(0);
  await expect(brand.said("before it was closed")).toBeVisible();
  await agent.api.put(`/crm/tickets/${made.ticket}/status`, { status: "open" });
  await expect(brand.field).toBeVisible();
  await brand.say("and after");
  await brand.leave();
});

test("a message that was refused can be sent again or thrown away", async ({ browser, stage }) => {
  const { agent, made, brand } = await brandInChat({ browser, stage });
  // Written without a network, while the case is closed: the server refuses it when the network is back.
  const network = brand.page.context();
  await network.setOffline(true);
  stage.door.cut();
  await expect(brand.panel.locator(".lia-banner")).toContainText("You are offline.");
  for (const text of ["to be sent again", "to be thrown away"]) {
    await brand.field.fill(text);
    await brand.field.press("Enter");
  }
  await agent.api.put(`/crm/tickets/${made.ticket}/status`, { status: "closed" });
  await network.setOffline(false);
  const again = brand.said("to be sent again");
  const away = brand.said("to be thrown away");
  await expect(again.getByText("Not sent.")).toBeVisible();
  await expect(away.getByText("Not sent.")).toBeVisible();
  await agent.api.put(`/crm/tickets/${made.ticket}/status`, { status: "open" });
  await expect(brand.field).toBeVisible();
  await away.getByRole("button", { name: "Delete" }).click();
  await expect(away).toHaveCount(0);
  await again.getByRole("button", { name: "Try again" }).click();
  await expect(again.getByText("Sent", { exact: true })).toBeVisible();
  await brand.leave();
});
