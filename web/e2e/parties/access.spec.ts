// Keyboard, screen reader, phone: WCAG 2.2 AA by axe, and what no program can judge by hand.

import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "../stage/fixtures.ts";
import { type Coming, Visitor } from "./visitor.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const faults = async (visitor: Visitor) => {
  const { violations } = await new AxeBuilder({ page: visitor.page }).withTags(RULES).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
};

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
  const made = await stage.order(await stage.staff({ name: "Asha Rao" }));
  const brand = await Visitor.come(browser, stage, made.brandToken, made.ticket);
  await brand.page.evaluate(() => {
    const { Liaison } = window as unknown as { Liaison(...facts: unknown[]): void };
    Liaison("boot", { token: JSON.parse(sessionStorage.getItem("liaison-demo") ?? "{}").token });
    Liaison("open");
  });
  const item = brand.panel.getByRole("list", { name: "Your conversations" }).getByRole("button");
  await expect(item).toHaveCount(1);
  expect(await faults(brand)).toEqual([]);
  await item.click();
  await expect(brand.log).toBeVisible();
  await brand.panel.getByRole("button", { name: "Back to conversations" }).click();
  await expect(item).toBeVisible();
  await brand.leave();
});

test("by keyboard alone: open, write, send, close; the focus comes back", async ({ browser, stage }) => {
  const made = await stage.order(await stage.staff({ name: "Asha Rao" }));
  const brand = await Visitor.come(browser, stage, made.brandToken, made.ticket);
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

test("on a phone the chat takes the screen and keeps the focus; elsewhere it lets it go", async ({
  browser,
  stage,
}) => {
  const made = await stage.order(await stage.staff({ name: "Asha Rao" }));
  const brand = await (
    await Visitor.come(browser, stage, made.brandToken, made.ticket, { options: PHONE })
  ).open();
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
  const made = await stage.order(await stage.staff({ name: "Asha Rao" }));
  const brand = await (await Visitor.come(browser, stage, made.brandToken, made.ticket)).open();
  for (const button of await brand.widget.getByRole("button").all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0), await button.innerText()).toBeGreaterThanOrEqual(24);
  }
  await brand.leave();
});

test("new messages stand in a live region, in a list", async ({ browser, stage }) => {
  const made = await stage.order(await stage.staff({ name: "Asha Rao" }));
  const brand = await (await Visitor.come(browser, stage, made.brandToken, made.ticket)).open();
  await brand.say("heard");
  await expect(
    brand.panel.getByRole("log", { name: "Messages" }).getByRole("list").getByRole("listitem").last(),
  ).toContainText("heard");
  await brand.leave();
});
