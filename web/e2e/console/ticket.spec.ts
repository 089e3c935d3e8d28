// A ticket: talking to both sides, and what can be done to it.

import { expect, logIn, test } from "../stage/fixtures.ts";
import { joinAs } from "../stage/party.ts";

test("an agent answers each side, live both ways, and each side sees only its own", async ({
  page,
  stage,
}) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  const brand = await joinAs(stage.server.url, made.brandToken, made.brandChannel);
  const creator = await joinAs(stage.server.url, made.creatorToken, made.creatorChannel);
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const { brand: brandParty, creator: creatorParty } = made.request;

  brand.conversation.send({ text: "When can we see a draft?" });
  const brandLog = page.getByRole("log", { name: `Messages with ${brandParty.name}` });
  await expect(brandLog).toContainText("When can we see a draft?");
  await expect(page.getByText("Online").first()).toBeVisible();

  brand.conversation.typing();
  await expect(page.getByText(`${brandParty.name} is typing`)).toBeVisible();

  const toBrand = page.getByLabel(`Message to ${brandParty.name}`);
  await toBrand.pressSequentially("On Friday");
  await expect.poll(() => brand.conversation.get().typing.length).toBe(1);
  await toBrand.press("Enter");
  await brand.sees("On Friday");
  await expect(toBrand).toHaveValue("");
  brand.conversation.markRead();
  await expect(brandLog.getByText("Seen")).toBeVisible();

  await page.getByLabel(`Message to ${creatorParty.name}`).fill("Can you make it by Friday?");
  await page.getByLabel(`Message to ${creatorParty.name}`).press("Control+Enter");
  await creator.sees("Can you make it by Friday?");

  expect(brand.texts()).not.toContain("Can you make it by Friday?");
  expect(creator.texts()).not.toContain("On Friday");
  brand.leave();
  creator.leave();
});

test("a note is among staff, and reaches no party by any way", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  const parties = [
    await joinAs(stage.server.url, made.brandToken, made.brandChannel),
    await joinAs(stage.server.url, made.creatorToken, made.creatorChannel),
  ];
  const told: string[] = [];
  for (const { liaison } of parties) {
    for (const event of ["new_message", "notification", "ticket_updated", "user_typing"] as const) {
      liaison.connection.on(event, (payload) => told.push(JSON.stringify(payload)));
    }
  }
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  await expect(page.getByRole("heading", { name: made.request.title })).toBeVisible();

  // Begun as an answer, then gone on as a note: each keeps its own text.
  const toBrand = page.getByLabel(`Message to ${made.request.brand.name}`);
  await toBrand.fill("For the brand");
  await page.keyboard.press("Alt+p");
  const note = page.getByLabel("Note for staff");
  await expect(note).toBeFocused();
  await expect(note).toHaveValue("");
  await page.keyboard.type("CANARY the brand paid late");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log", { name: "Staff notes" })).toContainText("CANARY");
  await expect(toBrand).toHaveValue("For the brand");

  await toBrand.press("Enter");
  await parties[0]?.sees("For the brand");
  for (const [index, token] of [made.brandToken, made.creatorToken].entries()) {
    const api = stage.server.api(token);
    const routes = [
      `/crm/tickets/${made.ticket}`,
      `/crm/tickets/${made.ticket}/messages?limit=100`,
      `/crm/tickets/${made.ticket}/notes`,
      "/chat/channels",
      "/messages/unread-count",
      `/orders/${made.order.id}`,
    ];
    for (const route of routes) expect(JSON.stringify(await api.get(route))).not.toContain("CANARY");
    expect(parties[index]?.texts().join()).not.toContain("CANARY");
  }
  expect(told.join()).toContain("For the brand");
  expect(told.join()).not.toContain("CANARY");
  for (const party of parties) party.leave();
});

test("status, priority, closing and reopening", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const ticket = async () => (await asha.api.get(`/crm/tickets/${made.ticket}`)).body;

  await page.getByRole("button", { name: "Status: Open. Change" }).click();
  await page.getByRole("menuitemradio", { name: "In progress" }).click();
  await expect(page.getByRole("button", { name: "Status: In progress. Change" })).toBeVisible();
  await page.getByRole("button", { name: "Priority: Medium. Change" }).click();
  await page.getByRole("menuitemradio", { name: "Urgent" }).click();
  await expect.poll(async () => (await ticket()).priority).toBe("urgent");

  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Close ticket" }).click();
  const dialog = page.getByRole("dialog", { name: "Close this ticket?" });
  await dialog.getByRole("button", { name: "Close ticket" }).click();
  await expect(page.getByText("No one can write until it is reopened")).toHaveCount(2);
  expect((await ticket()).status).toBe("closed");

  await page.getByRole("button", { name: "Reopen" }).click();
  await expect(page.getByLabel(`Message to ${made.request.brand.name}`)).toBeVisible();
});

test("a supervisor gives a ticket to somebody else, and the page says why who handles it", async ({
  page,
  stage,
}) => {
  const asha = await stage.staff();
  const bela = await stage.staff({ name: `Bela ${crypto.randomUUID().slice(0, 6)}` });
  const chief = await stage.staff({ name: "Chief", role: "admin" });
  const made = await stage.order(asha);
  await logIn(page, stage, chief, `inbox/${made.ticket}`);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Reassign" }).click();
  const dialog = page.getByRole("dialog", { name: "Assign to" });
  await dialog.getByRole("searchbox").fill(bela.name);
  await dialog.getByRole("button", { name: new RegExp(bela.name) }).click();
  await expect(page.getByText(`Assigned to ${bela.name}.`)).toBeVisible();
  await expect(page.getByRole("region", { name: "Details" })).toContainText(bela.name);
});

test("what does not exist is said so", async ({ page, stage }) => {
  await logIn(page, stage, await stage.staff(), "inbox/987654");
  await expect(page.getByText("Ticket not found")).toBeVisible();
});

test("a picture is pasted, shown before it is sent, and seen by the party", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  const brand = await joinAs(stage.server.url, made.brandToken, made.brandChannel);
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const field = page.getByLabel(`Message to ${made.request.brand.name}`);
  await field.evaluate(async (element) => {
    const canvas = new OffscreenCanvas(40, 30);
    canvas.getContext("2d")?.fillRect(0, 0, 40, 30);
    const blob = await canvas.convertToBlob({ type: "image/png" });
    const data = new DataTransfer();
    data.items.add(new File([blob], "storyboard.png", { type: "image/png" }));
    element.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await expect(page.getByText("storyboard.png")).toBeVisible();
  await field.fill("The storyboard");
  await expect(page.getByRole("button", { name: "Send", exact: true }).first()).toBeEnabled();
  await field.press("Enter");
  await brand.sees("The storyboard");
  expect(brand.conversation.get().messages.at(-1)?.attachments).toHaveLength(1);
  await expect(page.getByRole("img", { name: "storyboard.png" })).toBeVisible();
  brand.leave();
});

test("an own message is edited and deleted, and the party sees what it is now", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  const brand = await joinAs(stage.server.url, made.brandToken, made.brandChannel);
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const log = page.getByRole("log", { name: `Messages with ${made.request.brand.name}` });
  await page.getByLabel(`Message to ${made.request.brand.name}`).fill("On Thirsday");
  await page.keyboard.press("Enter");
  await log.getByText("On Thirsday").hover();
  await log.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Text").fill("On Thursday");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await brand.sees("On Thursday");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(log.getByText("edited")).toBeVisible();

  await log.getByText("On Thursday").hover();
  await log.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(log.getByText("Message deleted")).toBeVisible();
  await expect.poll(() => brand.texts().join()).not.toContain("Thursday");
  brand.leave();
});

test("that an answer was read makes room for itself: the end stays in sight", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  for (let number = 1; number <= 20; number++) {
    const text = { text: `line ${number}`, channel_type: "brand_agent" };
    await asha.api.post(`/crm/tickets/${made.ticket}/messages`, text);
  }
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const log = page.getByRole("log", { name: `Messages with ${made.request.brand.name}` });
  const brand = await joinAs(stage.server.url, made.brandToken, made.brandChannel);
  await expect(log.getByText("joined the conversation")).toBeInViewport();
  brand.conversation.markRead();
  await expect(log.getByText("Seen")).toBeVisible();
  const below = () => log.evaluate((one) => one.scrollHeight - one.scrollTop - one.clientHeight);
  await expect.poll(below).toBeLessThan(1);
  brand.leave();
});
