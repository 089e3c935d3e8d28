// Every page, in the light, in the dark and on a phone, by the rules of WCAG 2.2 AA.

import type { Page } from "@playwright/test";
import { faultsOf } from "../stage/axe.ts";
import { expect, isThere, logIn, type Stage, test } from "../stage/fixtures.ts";

async function isAccessible(page: Page, what: string, except: readonly string[] = []) {
  expect(await faultsOf(page, except), what).toEqual([]);
}

async function aTicket(stage: Stage) {
  const asha = await stage.staff({ role: "admin" });
  const made = await stage.order(asha);
  await stage.say(made.brandToken, made.ticket, "A question, see https://example.com");
  const form = { form_type: "requirements", fields: { platform: "Instagram", captions: true } };
  await stage.server.api(made.brandToken).post(`/crm/tickets/${made.ticket}/forms`, form);
  await asha.api.post(`/crm/tickets/${made.ticket}/notes`, { text: "A note" });
  const text = { text: "An answer", channel_type: "creator_agent" };
  await asha.api.post(`/crm/tickets/${made.ticket}/messages`, text);
  return { asha, made };
}

for (const scheme of ["light", "dark"] as const) {
  test(`pages in the ${scheme}`, async ({ page, stage }) => {
    // Seventeen pages and what opens on them, each looked at whole.
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme: scheme });
    const { asha, made } = await aTicket(stage);
    await page.goto(`${stage.url}/console/`);
    await expect(page.getByLabel("Email")).toBeVisible();
    await isAccessible(page, "login");
    await logIn(page, stage, asha, `inbox/${made.ticket}`);
    await expect(page.getByText("An answer").first()).toBeVisible();
    await isAccessible(page, "ticket");
    await page.keyboard.press("Alt+p");
    await expect(page.getByText("A note", { exact: true })).toBeVisible();
    await isAccessible(page, "notes");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("option", { name: "Inbox", exact: true })).toBeVisible();
    await isAccessible(page, "palette");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Status/ }).click();
    await expect(page.getByRole("menuitemradio", { name: "Resolved" })).toBeVisible();
    // A menu lies above the page, outside its landmarks; it holds the focus while it is open.
    await isAccessible(page, "menu", ["region"]);
    await page.keyboard.press("Escape");
    for (const name of [
      "live",
      "templates",
      "labels",
      "staff",
      "keys",
      "settings",
      "activity",
      "preferences",
    ]) {
      await page.goto(`${stage.url}/console/${name}`);
      await isThere(page);
      await isAccessible(page, name);
    }
    await page.getByRole("link", { name: "Staff" }).click();
    await page.getByRole("button", { name: "Add person" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await isAccessible(page, "form");
  });
}

test("on a phone", async ({ page, stage }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { asha, made } = await aTicket(stage);
  await logIn(page, stage, asha);
  await expect(page.getByRole("link", { name: new RegExp(made.request.title) })).toBeVisible();
  await isAccessible(page, "inbox");
  await page.getByRole("link", { name: new RegExp(made.request.title) }).click();
  await expect(page.getByRole("tab", { name: "Notes" })).toBeVisible();
  for (const name of [made.request.brand.name, made.request.creator.name, "Notes", "Details"]) {
    await page.getByRole("tab", { name }).click();
    await isAccessible(page, name);
  }
  const isWider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(isWider, "wider than the phone").toBe(false);
  await page.getByRole("link", { name: "Back" }).click();
  await expect(page.getByRole("heading", { name: "Mine" })).toBeVisible();
});

test("mirrored for languages that are written from right to left", async ({ page, stage }) => {
  const { asha, made } = await aTicket(stage);
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  await expect(page.getByText("An answer").first()).toBeVisible();
  await page.evaluate(() => {
    document.documentElement.dir = "rtl";
  });
  const list = await page.getByRole("region", { name: "Inbox" }).boundingBox();
  const brand = await page.getByRole("region", { name: /Conversation with Brandish/ }).boundingBox();
  const creator = await page.getByRole("region", { name: /Conversation with Creatrix/ }).boundingBox();
  expect(list?.x).toBeGreaterThan(brand?.x ?? 0);
  expect(brand?.x).toBeGreaterThan(creator?.x ?? 0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  await isAccessible(page, "mirrored");
  for (const name of ["live", "templates", "labels", "staff", "settings", "activity", "preferences"]) {
    await page.goto(`${stage.url}/console/${name}`);
    await page.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    await isThere(page);
    const rail = await page.getByRole("navigation", { name: "Main" }).boundingBox();
    expect(rail?.x, `the rail of ${name}`).toBeGreaterThan(1_000);
    const isWider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(isWider, `${name} is wider than the window`).toBe(false);
    await isAccessible(page, `${name}, mirrored`);
  }
});

for (const scheme of ["light", "dark"] as const) {
  test(`what comes and goes in the ${scheme}`, async ({ page, stage }) => {
    // Eleven states, each looked at whole.
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme: scheme });
    const { asha, made } = await aTicket(stage);
    await asha.api.post("/crm/templates", {
      title: "Welcome",
      shortcut: `hi-${crypto.randomUUID().slice(0, 8)}`,
      body: "Hello {{party.name}}",
    });
    await logIn(page, stage, asha, "inbox?q=nothing+has+such+a+name");
    await expect(page.getByText("No tickets match these filters.")).toBeVisible();
    await isAccessible(page, "nothing found");
    await page.goto(`${stage.url}/console/inbox/987654`);
    await expect(page.getByText("Ticket not found")).toBeVisible();
    await isAccessible(page, "missing ticket");
    await page.goto(`${stage.url}/console/inbox/${made.ticket}`);
    await expect(page.getByText("An answer").first()).toBeVisible();

    const field = page.getByLabel(`Message to ${made.request.brand.name}`);
    await field.fill("/");
    await expect(page.getByRole("listbox")).toBeVisible();
    await isAccessible(page, "templates to choose from");
    await field.fill("");
    const question = page.getByRole("log").getByRole("listitem").filter({ hasText: "A question, see" });
    await question.hover();
    const passOn = `pass on to ${made.request.creator.name}`;
    await question.getByRole("button", { name: `Edit, then ${passOn}` }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await isAccessible(page, "passing on");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await question.hover();
    await question
      .getByRole("button", { name: `Pass on to ${made.request.creator.name}`, exact: true })
      .click();
    await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
    await isAccessible(page, "passed on");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await isAccessible(page, "shortcuts");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    for (const [item, title] of [
      ["Reassign", "Assign to"],
      ["Close ticket", "Close this ticket?"],
    ] as const) {
      await page.getByRole("button", { name: "More", exact: true }).click();
      await page.getByRole("menuitem", { name: item }).click();
      await expect(page.getByRole("dialog", { name: title })).toBeVisible();
      await isAccessible(page, title);
      if (item === "Reassign") await page.keyboard.press("Escape");
    }
    await page.getByRole("dialog").getByRole("button", { name: "Close ticket" }).click();
    await expect(page.getByText("No one can write until it is reopened")).toHaveCount(2);
    await isAccessible(page, "closed");
    await page.getByRole("button", { name: "Reopen" }).click();
    await expect(field).toBeVisible();

    await stage.server.program.kill();
    await expect(page.getByText(/Reconnecting… \d+ s/)).toBeVisible();
    await field.fill("Written without a server");
    await field.press("Enter");
    await expect(page.getByText("Waiting for connection")).toBeVisible();
    await isAccessible(page, "without a connection");
    await stage.server.run();
    await expect(page.getByText("Waiting for connection")).toHaveCount(0, { timeout: 30_000 });
  });
}
