// Keyboard, screen reader, phone: WCAG 2.2 AA by axe, and what no program can judge by hand.

import { faultsOf } from "../stage/axe.ts";
import { expect, test } from "../stage/fixtures.ts";
import { brandAtShop, brandInChat } from "./brand.ts";
import { type Coming, Visitor } from "./visitor.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const faults = (visitor: Visitor) => faultsOf(visitor.page);

const WAYS: Record<string, Coming> = {
  light: { options: { colorScheme: "light" } },
  dark: { options: { colorScheme: "dark" } },
  "right to left": { lang: "ar" },
  phone: { options: PHONE },
  "dark phone": { options: { ...PHONE, colorScheme: "dark" } },
};

for (const [name, how] of Object.entries(WAYS)) {
  test(`axe finds nothing: ${name}`, async ({ browser, stage }) => {
    const agent = await stage.staff({ name: "Asha Rao" });
    const made = await stage.order(agent);
    const tell = (channel_type: string, text: string) =>
      agent.api.post(`/crm/tickets/${made.ticket}/messages`, { channel_type, text });
    await tell("brand_agent", "See https://example.com, please.");
    const file = await stage.server.upload(made.brandToken, "brief.txt", "words");
    const brandApi = stage.server.api(made.brandToken);
    await brandApi.post(`/crm/tickets/${made.ticket}/messages`, {
      text: "here",
      attachment_ids: [file.body.id],
    });
    await brandApi.post(`/crm/tickets/${made.ticket}/forms`, {
      form_type: "requirements",
      fields: { links: "x" },
    });
    const brand = await Visitor.come(browser, stage, made.brandToken, made.ticket, how);
    expect(await faults(brand), "closed").toEqual([]);
    await brand.open();
    await expect(brand.log.locator(".lia-card dl")).toBeVisible();
    await expect(brand.log.locator(".lia-file")).toBeVisible();
    expect(await faults(brand), "chat").toEqual([]);
    await brand.panel.locator(".lia-order .lia-link").click();
    await brand.panel.locator(".lia-form button[type=submit]").click();
    expect(await faults(brand), "form").toEqual([]);
    await agent.api.put(`/crm/tickets/${made.ticket}/status`, { status: "closed" });
    await expect(brand.panel.locator(".lia-frozen")).toBeVisible();
    expect(await faults(brand), "frozen").toEqual([]);
    await brand.leave();
  });
}

test("axe finds nothing in the list of conversations, and a press opens one", async ({ browser, stage }) => {
  const { made, brand } = await brandAtShop({ browser, stage });
  await brand.page.evaluate(() => {
    const { Liaison } = window as unknown as { Liaison(...facts: unknown[]): void };
    Liaison("boot", { token: JSON.parse(sessionStorage.getItem("liaison-demo") ?? "{}").token });
    Liaison("open");
  });
  const item = brand.panel.getByRole("list", { name: "Your conversations" }).getByRole("button");
  await expect(item).toHaveCount(1);
  await expect(item).toContainText(made.request.title);
  expect(await faults(brand)).toEqual([]);
  await item.click();
  await expect(brand.log).toBeVisible();
  await brand.panel.getByRole("button", { name: "Back to conversations" }).click();
  await expect(item).toBeVisible();
  await brand.leave();
});

test("by keyboard alone: open, write, send, close; the focus comes back", async ({ browser, stage }) => {
  const { brand } = await brandAtShop({ browser, stage });
  await brand.launcher.focus();
  await brand.page.keyboard.press("Enter");
  await expect(brand.field).toBeFocused();
  await expect(brand.panel).toHaveAccessibleName("Support");
  await expect(brand.panel).not.toHaveAttribute("aria-modal", "true");
  await brand.page.keyboard.type("written by keys");
  await brand.page.keyboard.press("Shift+Enter");
  await brand.page.keyboard.type("in two lines");
  await brand.page.keyboard.press("Enter");
  await expect(brand.said("written by keys\nin two lines")).toBeVisible();
  await expect(brand.field).toBeFocused();
  await brand.page.keyboard.press("Escape");
  await expect(brand.panel).toHaveCount(0);
  await expect(brand.launcher).toBeFocused();
  await brand.leave();
});

test("by keyboard alone: the brief is handed in, what is wrong with it is said where one is", async ({
  browser,
  stage,
}) => {
  const { made, brand } = await brandAtShop({ browser, stage });
  const { keyboard } = brand.page;
  const focused = () =>
    brand.page.evaluate(() => {
      const inner = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
      return inner?.getAttribute("aria-label") ?? inner?.textContent ?? "";
    });
  /** Goes on until something of that name has the focus: further than the page is long means never. */
  const tabTo = async (name: string | RegExp, key = "Tab") => {
    for (let presses = 0; presses < 40; presses++) {
      await keyboard.press(key);
      if ((await focused()).match(name)) return;
    }
    throw new Error(`the keyboard never reached ${name}`);
  };
  await tabTo("Contact Support");
  await keyboard.press("Enter");
  await expect(brand.field).toBeFocused();
  await tabTo("Fill in requirements", "Shift+Tab");
  await keyboard.press("Enter");
  const form = brand.panel.getByRole("form", { name: "Requirements" });
  await expect(form.getByLabel("What should be delivered")).toBeFocused();
  await keyboard.type("One reel");
  await tabTo("Submit");
  await keyboard.press("Enter");
  // What is missing is said, and that is where one is.
  await expect(form.getByText("Please fill this in")).toHaveCount(1);
  await expect(form.getByLabel("Description")).toBeFocused();
  await keyboard.type("Upright, thirty seconds");
  await tabTo("Submit");
  await keyboard.press("Enter");
  await expect(form).toHaveCount(0);
  await expect(brand.log.locator(".lia-card")).toContainText("Upright, thirty seconds");
  await expect(brand.field).toBeFocused();
  await keyboard.press("Escape");
  await expect(brand.panel).toHaveCount(0);
  // Back to what was pressed to come here.
  expect(await focused()).toMatch(/Contact Support|Open chat/);
  const { body } = await stage.server.api(made.brandToken).get(`/orders/${made.order.id}`);
  expect(body.status).toBe("in_progress");
  await brand.leave();
});

test("axe finds nothing in what comes and goes: files to send, no network, what was not sent, the way back", async ({
  browser,
  stage,
}) => {
  for (const colorScheme of ["light", "dark"] as const) {
    const { agent, made, brand } = await brandAtShop({ browser, stage }, { options: { colorScheme } });
    for (let number = 1; number <= 30; number++)
      await stage.say(made.brandToken, made.ticket, `line ${number}`);
    await brand.open();
    await brand.log.evaluate((log) => log.scrollTo(0, 0));
    await expect(brand.panel.getByRole("button", { name: "Jump to latest messages" })).toBeVisible();
    expect(await faults(brand), "further up").toEqual([]);
    await brand.panel.locator('input[type="file"]').setInputFiles([
      { name: "brief.txt", mimeType: "text/plain", buffer: Buffer.from("the brief") },
      { name: "run.exe", mimeType: "application/x-msdownload", buffer: Buffer.from("MZ") },
    ]);
    await expect(brand.panel.locator('.lia-uploads li[data-status="ready"]')).toHaveCount(1);
    expect(await faults(brand), "files").toEqual([]);
    await brand.panel.getByRole("button", { name: "Remove brief.txt" }).click();
    const network = brand.page.context();
    await network.setOffline(true);
    stage.door.cut();
    await expect(brand.panel.locator(".lia-banner")).toContainText("You are offline.");
    await brand.field.fill("to be refused");
    await brand.field.press("Enter");
    await expect(brand.said("to be refused").getByText("Waiting")).toBeVisible();
    expect(await faults(brand), "offline").toEqual([]);
    await agent.api.put(`/crm/tickets/${made.ticket}/status`, { status: "closed" });
    await network.setOffline(false);
    await expect(brand.said("to be refused").getByText("Not sent.")).toBeVisible();
    expect(await faults(brand), "refused").toEqual([]);
    await brand.leave();
  }
});

test("on a phone the chat takes the screen and keeps the focus; elsewhere it lets it go", async ({
  browser,
  stage,
}) => {
  const { brand } = await brandInChat({ browser, stage }, { options: PHONE });
  await expect(brand.panel).toHaveAttribute("aria-modal", "true");
  expect(await brand.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  const isInside = () =>
    brand.page.evaluate(
      () => document.activeElement?.shadowRoot?.activeElement?.closest(".lia-panel") !== null,
    );
  for (let presses = 0; presses < 15; presses++) {
    await brand.page.keyboard.press("Tab");
    expect(await isInside()).toBe(true);
  }
  for (let presses = 0; presses < 5; presses++) {
    await brand.page.keyboard.press("Shift+Tab");
    expect(await isInside()).toBe(true);
  }
  await brand.panel.getByRole("button", { name: "Close chat" }).click();
  await expect(brand.panel).toHaveCount(0);
  await expect(brand.launcher).toBeVisible();
  await brand.leave();
});

test("everything that is pressed is 24 pixels or more", async ({ browser, stage }) => {
  const { brand } = await brandInChat({ browser, stage });
  for (const button of await brand.widget.getByRole("button").all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0), await button.innerText()).toBeGreaterThanOrEqual(24);
  }
  await brand.leave();
});

test("new messages stand in a live region, in a list", async ({ browser, stage }) => {
  const { brand } = await brandInChat({ browser, stage });
  await brand.say("heard");
  await expect(
    brand.panel.getByRole("log", { name: "Messages" }).getByRole("list").getByRole("listitem").last(),
  ).toContainText("heard");
  await brand.leave();
});
