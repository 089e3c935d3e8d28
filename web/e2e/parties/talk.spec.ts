// Brand, creator and agent talk, each in a browser of their own: live, complete, and each side only its own.

import { Liaison, type Ticket } from "../../packages/client/src/index.ts";
import { expect, test } from "../stage/fixtures.ts";
import { joinAs } from "../stage/party.ts";
import { brandAtShop, brandInChat } from "./brand.ts";
import { Visitor } from "./visitor.ts";

test("each side talks with the agent and learns nothing of the other, in no byte", async ({
  browser,
  stage,
}) => {
  const { agent, made, brand } = await brandInChat({ browser, stage });
  const creator = await (await Visitor.come(browser, stage, made.creatorToken, made.ticket)).open();
  await brand.say("CANARY-OF-BRAND");
  await creator.say("CANARY-OF-CREATOR");
  const tell = (channel_type: string, text: string) =>
    agent.api.post(`/crm/tickets/${made.ticket}/messages`, { channel_type, text });
  await tell("brand_agent", "for the brand");
  await tell("creator_agent", "for the creator");
  await expect(brand.said("for the brand")).toBeVisible();
  await expect(creator.said("for the creator")).toBeVisible();
  const file = await stage.server.upload(made.creatorToken, "canary-file.txt", "CANARY-IN-FILE");
  await creator.field.fill("with a file");
  await stage.server
    .api(made.creatorToken)
    .post(`/crm/tickets/${made.ticket}/messages`, { text: "a file", attachment_ids: [file.body.id] });
  await expect(creator.log.getByText("canary-file.txt")).toBeVisible();
  await brand.say("the last word of the brand");

  const { request } = made;
  for (const [who, other, secrets] of [
    [brand, request.creator, ["CANARY-OF-CREATOR", "for the creator", "canary-file.txt", file.body.id]],
    [creator, request.brand, ["CANARY-OF-BRAND", "for the brand", "the last word of the brand"]],
  ] as const) {
    const known = (await who.received()) + (await who.page.content()) + (await who.log.innerText());
    expect(known).toContain(who === brand ? "CANARY-OF-BRAND" : "CANARY-OF-CREATOR");
    for (const secret of [...secrets, other.name, other.email ?? other.name, other.external_id])
      expect(known.includes(secret), `${secret} reached the other side`).toBe(false);
    await who.leave();
  }
});

test("typing and reading show on the other side, in both directions", async ({ browser, stage }) => {
  const { agent, made, brand } = await brandInChat({ browser, stage });
  // The agent's program, by the same client that the console uses.
  const desk = new Liaison({ url: stage.server.url, token: () => agent.token });
  desk.connect();
  const channel = desk.conversation(made.brandChannel);
  const seen: string[] = [];
  channel.subscribe(() => seen.push(...channel.get().typing));
  await expect.poll(() => channel.get().isLive).toBe(true);
  await expect(brand.panel.getByText("Online", { exact: true })).toBeVisible();
  channel.typing();
  await expect(brand.panel.getByText("Asha Rao is typing…")).toBeVisible();
  channel.send({ text: "I am here" });
  await expect(brand.said("I am here")).toBeVisible();
  await expect(brand.panel.getByText("Asha Rao is typing…")).toHaveCount(0);
  await brand.field.pressSequentially("has any");
  await expect.poll(() => seen.some((who) => who.startsWith("brand-"))).toBe(true);
  await brand.say("has anybody read this?");
  await expect(brand.said("has anybody read this?").locator('[data-icon="check"]')).toBeVisible();
  await expect.poll(() => channel.get().messages.at(-1)?.text).toBe("has anybody read this?");
  channel.markRead();
  await expect(brand.said("has anybody read this?").getByText("Seen")).toBeVisible();
  // The other way: the agent sees how far the brand has read.
  await expect
    .poll(() => Object.entries(channel.get().readBy).find(([who]) => who.startsWith("brand-"))?.[1])
    .toBeGreaterThan(1);
  desk.disconnect();
  await brand.leave();
});

test("the history is there after a reload, in every tab, and page by page", async ({ browser, stage }) => {
  const agent = await stage.staff({ name: "Asha Rao" });
  const made = await stage.order(agent);
  const api = stage.server.api(made.brandToken);
  for (let number = 1; number <= 120; number++)
    await api.post(`/crm/tickets/${made.ticket}/messages`, { text: `line ${number}.` });
  const one = await (await Visitor.come(browser, stage, made.brandToken, made.ticket)).open();
  await expect(one.said("line 120.")).toBeInViewport();
  await one.say("said before the reload");
  await one.page.reload();
  await one.open();
  await expect(one.said("said before the reload")).toBeInViewport();

  const two = await one.anotherTab(stage, made.brandToken, made.ticket);
  await two.open();
  await two.say("said in the other tab");
  await expect(one.said("said in the other tab")).toBeVisible();

  await expect(one.said("line 5.")).toHaveCount(0);
  while ((await one.said("line 1.").count()) === 0) {
    const first = await one.log.locator(".lia-message").first().innerText();
    await one.log.evaluate((log) => log.scrollTo(0, 0));
    await expect(one.log.locator(".lia-message").first()).not.toHaveText(first);
  }
  const lines = await one.log.locator(".lia-bubble").allInnerTexts();
  expect(lines.filter((text) => text.startsWith("line"))).toEqual(
    Array.from({ length: 120 }, (_, index) => `line ${index + 1}.`),
  );
  await one.leave();
});

test("what one reads stays where it is when something new comes", async ({ browser, stage }) => {
  const agent = await stage.staff({ name: "Asha Rao" });
  const made = await stage.order(agent);
  for (let number = 1; number <= 40; number++)
    await stage.say(made.brandToken, made.ticket, `line ${number}.`);
  const brand = await (await Visitor.come(browser, stage, made.brandToken, made.ticket)).open();
  await brand.log.evaluate((log) => log.scrollTo(0, 300));
  const jump = brand.panel.getByRole("button", { name: "Jump to latest messages" });
  await expect(jump).toBeVisible();
  const before = await brand.log.evaluate((log) => log.scrollTop);
  await agent.api.post(`/crm/tickets/${made.ticket}/messages`, { channel_type: "brand_agent", text: "news" });
  await expect(jump).toHaveText("1 new message");
  expect(await brand.log.evaluate((log) => log.scrollTop)).toBe(before);
  await jump.click();
  await expect(brand.said("news")).toBeInViewport();
  await expect(jump).toHaveCount(0);
  await brand.leave();
});

test("a closed chat counts what comes, and flashes the title of a page nobody looks at", async ({
  browser,
  stage,
}) => {
  const { agent, made, brand } = await brandAtShop({ browser, stage });
  const badge = brand.launcher.locator(".lia-badge");
  const tell = (text: string) =>
    agent.api.post(`/crm/tickets/${made.ticket}/messages`, { channel_type: "brand_agent", text });
  const read = async () => {
    const ticket: Ticket = (await agent.api.get(`/crm/tickets/${made.ticket}`)).body;
    const channel = ticket.channels.find(({ channel_type }) => channel_type === "brand_agent");
    const party = channel?.participants.find(({ side }) => side === "brand");
    return party !== undefined && party.last_read_seq === channel?.last_seq;
  };
  await brand.page.waitForLoadState("networkidle");
  await tell("one");
  await expect(badge).toBeVisible();
  await expect(brand.launcher).toHaveAccessibleName(/Open chat, \d unread message/);
  await brand.launcher.click();
  await expect(brand.said("one")).toBeVisible();
  // Seen long enough to be read: the server knows.
  await expect.poll(read).toBe(true);
  await brand.page.keyboard.press("Escape");
  await expect(badge).toHaveCount(0);

  await brand.page.evaluate(() => {
    Object.defineProperty(document, "hasFocus", { value: () => false, configurable: true });
    dispatchEvent(new Event("blur"));
  });
  const own = await brand.page.title();
  await tell("two");
  // Not in step with the flashes.
  await expect.poll(() => brand.page.title(), { intervals: [130] }).toBe("1 new message");
  await brand.page.evaluate(() => {
    Object.defineProperty(document, "hasFocus", { value: () => true, configurable: true });
    dispatchEvent(new Event("focus"));
  });
  await expect.poll(() => brand.page.title(), { intervals: [130] }).toBe(own);
  await brand.leave();
});

test("who leaves or empties the field, or sends, is seen to type no longer; indentation stays", async ({
  browser,
  stage,
}) => {
  const { agent, made, brand } = await brandInChat({ browser, stage });
  const desk = await joinAs(stage.server.url, agent.token, made.brandChannel);
  const typists = () => desk.conversation.get().typing.length;
  const soon = { timeout: 2_000 };
  for (const end of [
    () => brand.field.fill(""),
    () => brand.field.blur(),
    () => brand.field.press("Control+Enter"),
  ]) {
    await brand.field.pressSequentially("if (x)");
    await expect.poll(typists).toBe(1);
    await end();
    await expect.poll(typists, soon).toBe(0);
  }
  await brand.field.fill("    four\n        eight\n\n  \n");
  await brand.field.press("Control+Enter");
  await desk.sees("    four\n        eight");
  desk.leave();
  await brand.leave();
});
