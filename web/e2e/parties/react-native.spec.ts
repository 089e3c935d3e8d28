// The React Native package in a browser, by react-native-web: the components, and the service by its methods.

import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "../stage/fixtures.ts";
import { buildPage } from "./build-page.ts";
import { slowUploads } from "./slow-uploads.ts";

let path: string;

// react-native-web puts its style into the page, which our strict policy would refuse: no phone has such a policy.
test.use({ bypassCSP: true, viewport: { width: 390, height: 844 } });

// One worker: a second one would build the page anew while the first one shows it.
test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  path = await buildPage("react-native");
});

/** An order, and the address of the page for its brand. */
async function brandAt(stage: import("../stage/fixtures.ts").Stage, show: string) {
  const agent = await stage.staff({ name: "Asha Rao" });
  const made = await stage.order(agent);
  const { body } = await stage.server.api(made.brandToken).get("/chat/token");
  const facts = { show, token: made.brandToken, ticket: String(made.ticket), user: body.user_id };
  return { ...made, agent, user: body.user_id, address: `${stage.url}${path}#${new URLSearchParams(facts)}` };
}

test("what one said can be edited and deleted", async ({ page, stage }) => {
  const made = await brandAt(stage, "chat");
  await page.goto(made.address);
  await page.getByLabel("Write a message…").fill("ten reals");
  await page.getByLabel("Send", { exact: true }).click();
  await page.getByLabel("Message options").click();
  await page.getByLabel("Edit", { exact: true }).click();
  await page.getByLabel("Edit message").fill("ten reels");
  await page.getByLabel("Save", { exact: true }).click();
  await expect(page.getByLabel("Edit message")).toHaveCount(0);
  await expect(page.getByText("ten reels", { exact: true })).toBeVisible();
  await expect(page.getByText(/^edited · /)).toBeVisible();
  const { body } = await made.agent.api.get(`/crm/tickets/${made.ticket}/messages?channelType=brand_agent`);
  expect(body.items.at(-1).text).toBe("ten reels");
  await page.getByLabel("Message options").click();
  await page.getByLabel("Delete", { exact: true }).click();
  await expect(page.getByText("Delete this message for everyone?")).toBeVisible();
  await page.getByLabel("Delete", { exact: true }).click();
  await expect(page.getByText("This message was deleted")).toBeVisible();
  await expect(page.getByLabel("Message options")).toHaveCount(0);
});

test("TicketChat talks both ways, and axe finds nothing", async ({ page, stage }) => {
  const made = await brandAt(stage, "chat");
  await page.goto(made.address);
  await page.getByLabel("Write a message…").fill("said on a phone");
  await page.getByLabel("Send", { exact: true }).click();
  await expect(page.getByText("said on a phone")).toBeVisible();
  await expect(page.getByText(/· Sent$/)).toBeVisible();
  await made.agent.api.post(`/crm/tickets/${made.ticket}/messages`, {
    channel_type: "brand_agent",
    text: "answered",
  });
  await expect(page.getByText("answered")).toBeVisible();
  await page.getByLabel("Attach files").click();
  await expect(page.getByLabel("Remove mood.png")).toBeVisible();
  await page.getByLabel("Send", { exact: true }).click();
  await page.getByLabel("Download mood.png").click();
  await expect(page).toHaveTitle("mood.png image/png");
  const { violations } = await new AxeBuilder({ page })
    .disableRules(["region", "page-has-heading-one"])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
});

test("a file on its way shows how far it is; one that failed is tried again", async ({ page, stage }) => {
  const made = await brandAt(stage, "chat");
  await page.goto(made.address);
  await page.route("**/api/files", (route) => route.abort());
  await page.getByLabel("Attach files").click();
  await expect(page.getByText("Could not upload mood.png.")).toBeVisible();
  await expect(page.getByLabel("Send", { exact: true })).toBeDisabled();
  await page.unroute("**/api/files");
  await slowUploads(page, 4_000);
  await page.getByLabel("Try again").click();
  await expect(page.getByRole("progressbar", { name: "Uploading mood.png" })).toBeVisible();
  const givenUp = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/api/files"));
  await page.getByLabel("Remove mood.png").click();
  await givenUp;
  await expect(page.getByLabel("Remove mood.png")).toHaveCount(0);
});

test("a voice goes with the message when the application has a recorder", async ({ page, stage }) => {
  const made = await brandAt(stage, "chat");
  await page.goto(made.address);
  await page.getByLabel("Record a voice message").click();
  await expect(page.getByLabel("Remove voice.wav")).toBeVisible();
  await page.getByLabel("Send", { exact: true }).click();
  await expect(page.getByLabel("Download voice.wav")).toBeVisible();
  // It is shown before the server has it.
  const newest = async () => {
    const { body } = await made.agent.api.get(`/crm/tickets/${made.ticket}/messages?channelType=brand_agent`);
    return body.items.at(-1).attachments?.[0]?.content_type;
  };
  await expect.poll(newest).toMatch(/^audio\//);
});

test("the form moves the order; a closed case is explained", async ({ page, stage }) => {
  const made = await brandAt(stage, "chat");
  await page.goto(made.address);
  await page.getByLabel("Fill in requirements").click();
  await page.getByLabel("What should be delivered").fill("One reel");
  await page.getByLabel("Submit").click();
  await expect(page.getByText("Description: Please fill this in")).toBeVisible();
  await page.getByLabel("Description", { exact: true }).fill("Upright");
  await page.getByLabel("Submit").click();
  await expect(page.getByText("In progress", { exact: true })).toBeVisible();
  await made.agent.api.put(`/crm/tickets/${made.ticket}/status`, { status: "closed" });
  await expect(page.getByText("This conversation is closed")).toBeVisible();
});

test("the button and the floating widget open the chat", async ({ page, stage }) => {
  const made = await brandAt(stage, "button");
  await page.goto(made.address);
  await page.getByLabel("Contact support").click();
  await expect(page.getByLabel("Write a message…")).toBeVisible();
  await page.getByLabel("Close chat").click();
  await expect(page.getByLabel("Write a message…")).toHaveCount(0);
  await page.goto("about:blank");
  await page.goto(made.address.replace("show=button", "show=floating"));
  await page.getByLabel(/^Open chat/).click();
  await page.getByRole("button", { name: /^Asha Rao/ }).click();
  await expect(page.getByLabel("Write a message…")).toBeVisible();
});

test("the service has the methods that applications know", async ({ page, stage }) => {
  const made = await brandAt(stage, "none");
  await page.goto(made.address);
  type Service = import("../../packages/react-native/src/service.ts").ChatService;
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { service: Service }).service.isConnected()))
    .toBe(true);
  const told = await page.evaluate(
    async ({ user, token, ticket, url }) => {
      const { service } = window as unknown as { service: Service };
      await service.disconnectUser();
      const before = service.isConnected();
      await service.initialize(url);
      const refusal = await service.connectUser("brand-999999", token).catch((error) => error.code);
      const person = await service.connectUser(user, token);
      const { user_id } = await service.getToken();
      const channel = await service.joinTicketChannel(ticket);
      const message = await service.sendMessage(channel, "by the service");
      const during = service.isConnected();
      await service.leaveTicketChannel(ticket);
      await service.disconnectUser();
      return {
        before,
        refusal,
        name: person.public_id,
        user_id,
        channel,
        text: message.text,
        during,
        after: service.isConnected(),
      };
    },
    { user: made.user, token: made.brandToken, ticket: made.ticket, url: stage.url },
  );
  expect(told).toEqual({
    before: false,
    refusal: "IDENTITY_MISMATCH",
    name: made.user,
    user_id: made.user,
    channel: made.brandChannel,
    text: "by the service",
    during: true,
    after: false,
  });
});

test("a visitor talks to a person in a live chat, and axe finds nothing", async ({ page, stage }) => {
  // Others may be available on this server, and get the chat first.
  const asha = await stage.staff({ name: "Asha Rao", role: "supervisor", isAvailable: false });
  const { body } = await stage.server.api("").post("/widget/session", { name: "Vera Visitor" });
  const facts = { show: "floating", token: body.access_token, ticket: "", user: body.user.public_id };
  await page.goto(`${stage.url}${path}#${new URLSearchParams(facts)}`);
  await page.getByLabel("Open chat").click();
  await page.getByLabel("Chat with us").click();
  await expect(page.getByText("What can we do for you?")).toBeVisible();
  const faults = async () => {
    const { violations } = await new AxeBuilder({ page })
      .disableRules(["region", "page-has-heading-one"])
      .analyze();
    return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
  };
  expect(await faults()).toEqual([]);
  await page.getByLabel("Talk to a person").click();
  await expect(page.getByLabel("Talk to a person")).toHaveCount(0);
  const { body: chats } = await asha.api.get("/support/chat/sessions");
  const { id } = chats.items.find(
    ({ user }: { user: { public_id: string } }) => user.public_id === body.user.public_id,
  );
  await asha.api.post(`/support/chat/sessions/${id}/assign`, { agent_id: asha.id });
  await expect(page.getByText("Asha Rao is here to help you")).toBeVisible();
  await asha.api.post(`/support/chat/sessions/${id}/messages`, { text: "Good morning" });
  await expect(page.getByText("Good morning")).toBeVisible();
  await page.getByLabel("Write a message…").fill("And to you");
  await page.getByLabel("Send", { exact: true }).click();
  await expect(page.getByText("And to you")).toBeVisible();
  await asha.api.post(`/support/chat/sessions/${id}/end`);
  await expect(page.getByText("You can still read it here.")).toBeVisible();
  await page.getByLabel("Start a new chat").click();
  await expect(page.getByLabel("Talk to a person")).toBeVisible();
});
