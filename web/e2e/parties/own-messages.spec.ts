// What one has said oneself can be changed and taken back, by mouse and by keys, and both sides see it at once.

import { AxeBuilder } from "@axe-core/playwright";
import { expect, logIn, test } from "../stage/fixtures.ts";
import { brandInChat } from "./brand.ts";
import { Visitor } from "./visitor.ts";

test("a message is edited by keys alone, and the agent sees the new words", async ({
  browser,
  page,
  stage,
}) => {
  const { agent, made, brand } = await brandInChat({ browser, stage });
  await brand.say("ten reals");
  await brand.say("by Friday");
  await logIn(page, stage, agent, `inbox/${made.ticket}`);
  const desk = page.getByRole("main");
  await expect(desk.getByText("ten reals")).toBeVisible();

  // Backwards from the field: the newest message first, then the one before it.
  await brand.field.focus();
  const options = brand.said("ten reals").getByRole("button", { name: "Message options" });
  for (let presses = 0; presses < 4; presses++) {
    if (await options.evaluate((button) => button.matches(":focus"))) break;
    await brand.page.keyboard.press("Shift+Tab");
  }
  await expect(options).toBeFocused();
  await brand.page.keyboard.press("Enter");
  await expect(brand.log.getByRole("button", { name: "Edit", exact: true })).toBeFocused();
  await brand.page.keyboard.press("Enter");
  const field = brand.log.getByRole("textbox", { name: "Edit message" });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("ten reals");
  const { violations } = await new AxeBuilder({ page: brand.page }).include("liaison-chat").analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await field.fill("ten reels");
  await brand.page.keyboard.press("Enter");

  await expect(brand.said("ten reels")).toContainText("edited");
  await expect(brand.said("ten reels").getByRole("button", { name: "Message options" })).toBeFocused();
  await expect(desk.getByText("ten reels")).toBeVisible();
  await expect(desk.getByText("ten reals")).toHaveCount(0);
  await expect(desk.getByText("edited")).toBeVisible();
  await brand.leave();
});

test("a message is deleted after a question, on both sides; Escape leaves it as it is", async ({
  browser,
  page,
  stage,
}) => {
  const agent = await stage.staff({ name: "Asha Rao" });
  const made = await stage.order(agent);
  const creator = await (await Visitor.come(browser, stage, made.creatorToken, made.ticket)).open();
  await creator.say("said too early");
  await logIn(page, stage, agent, `inbox/${made.ticket}`);
  // The list of tickets beside it shows the last message too.
  const desk = page.getByRole("main");
  const log = page.getByRole("log", { name: `Messages with ${made.request.creator.name}` });
  await expect(log.getByText("said too early")).toBeVisible();

  await creator.said("said too early").hover();
  const options = creator.log.getByRole("button", { name: "Message options" });
  await options.click();
  await creator.log.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(creator.log.getByRole("button", { name: "Cancel" })).toBeFocused();
  await creator.page.keyboard.press("Escape");
  await expect(creator.panel).toBeVisible();
  await expect(options).toBeFocused();
  await expect(creator.said("said too early")).toBeVisible();

  await options.click();
  await creator.log.getByRole("button", { name: "Delete", exact: true }).click();
  await creator.log
    .getByRole("group", { name: "Delete this message for everyone?" })
    .getByRole("button", { name: "Delete" })
    .click();
  await expect(creator.log.getByText("This message was deleted")).toBeVisible();
  await expect(creator.log).toBeFocused();
  await expect(creator.log.getByText("said too early")).toHaveCount(0);
  await expect(log.getByText("Message deleted")).toBeVisible();
  await expect(desk.getByText("said too early")).toHaveCount(0);
  await creator.leave();
});

test("what the agent changes is seen at once, and only what is one's own can be changed", async ({
  browser,
  stage,
}) => {
  const { agent, made, brand } = await brandInChat({ browser, stage });
  const route = `/crm/tickets/${made.ticket}/messages`;
  const said = await agent.api.post(route, { channel_type: "brand_agent", text: "on Mnday" });
  await expect(brand.said("on Mnday")).toBeVisible();
  await expect(brand.log.getByRole("button", { name: "Message options" })).toHaveCount(0);
  await agent.api.patch(`/messages/${said.body.message.id}`, { text: "on Monday" });
  await expect(brand.said("on Monday")).toContainText("edited");
  await brand.say("fine");
  await expect(brand.log.getByRole("button", { name: "Message options" })).toHaveCount(1);

  await agent.api.put(`/crm/tickets/${made.ticket}/status`, { status: "closed" });
  await expect(brand.panel.getByText("This conversation is closed")).toBeVisible();
  await expect(brand.log.getByRole("button", { name: "Message options" })).toHaveCount(0);
  await brand.leave();
});

test("without a connection the change is not made, and it is said", async ({ browser, stage }) => {
  const { brand } = await brandInChat({ browser, stage });
  await brand.say("as it is");
  await brand.said("as it is").hover();
  await brand.log.getByRole("button", { name: "Message options" }).click();
  await brand.log.getByRole("button", { name: "Edit", exact: true }).click();
  await brand.page.route("**/api/messages/*", (route) => route.abort());
  await brand.log.getByRole("textbox", { name: "Edit message" }).fill("otherwise");
  await brand.log.getByRole("button", { name: "Save" }).click();
  await expect(brand.log.getByRole("alert")).toHaveText("Something went wrong. Please try again.");
  await expect(brand.log.getByRole("textbox", { name: "Edit message" })).toHaveValue("otherwise");
  await brand.page.unroute("**/api/messages/*");
  await brand.log.getByRole("button", { name: "Save" }).click();
  await expect(brand.said("otherwise")).toContainText("edited");
  await brand.leave();
});

test("new words outlive a reload until they are saved or let go", async ({ browser, stage }) => {
  const { brand } = await brandInChat({ browser, stage });
  await brand.say("ten reals");
  const edit = async () => {
    await brand.said("ten reals").getByRole("button", { name: "Message options" }).click();
    await brand.log.getByRole("button", { name: "Edit", exact: true }).click();
  };
  const field = brand.log.getByRole("textbox", { name: "Edit message" });
  const again = async () => {
    await brand.page.reload();
    await brand.open();
    await edit();
  };
  await edit();
  await field.fill("ten reels, and");
  await again();
  await expect(field).toHaveValue("ten reels, and");
  await field.press("Escape");
  await again();
  await expect(field).toHaveValue("ten reals");
  await field.fill("ten reals, by Friday");
  await again();
  await field.press("Enter");
  await expect(brand.said("ten reals, by Friday")).toContainText("edited");
  await again();
  await expect(field).toHaveValue("ten reals, by Friday");
  expect(await brand.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await brand.leave();
});
