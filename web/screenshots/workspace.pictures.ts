// The pages as people see them: in the light, in the dark, on a phone, from right to left.

import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { logIn } from "../e2e/stage/fixtures.ts";
import { joinAs } from "../e2e/stage/party.ts";
import { keep } from "./keep.ts";
import { type MadeStory, makeWorkspace, type Workspace } from "./making.ts";
import { ARABIC, MAIN, NEW } from "./story.ts";
import { storyboard } from "./storyboard.ts";

const DESK = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1.5 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const SCHEMES = ["light", "dark"] as const;

/** Those that the documentation shows. */
const SHOWN = new Set([
  "console-ticket-light",
  "console-ticket-dark",
  "console-ticket-phone",
  "chat-brand-light",
  "chat-phone-dark",
  "chat-arabic-phone-light",
]);

const test = base.extend<object, { workspace: Workspace }>({
  workspace: [
    async ({ browser }, use) => {
      const workspace = await makeWorkspace(await storyboard(browser));
      await use(workspace);
      await workspace.stage.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

/** A page that shows the story's time. */
async function come(page: Page, workspace: Workspace, options: BrowserContextOptions): Promise<Page> {
  const browser = page.context().browser();
  const context = await browser?.newContext({
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "UTC",
    ...options,
  });
  if (!context) throw new Error("no browser");
  await workspace.clock.showTo(context);
  return await context.newPage();
}

/** Leaves it, with what is still on its way to it. */
async function leave(page: Page): Promise<void> {
  await page.context().unrouteAll({ behavior: "ignoreErrors" });
  await page.context().close();
}

async function picture(page: Page, name: string): Promise<void> {
  await keep(page, name, SHOWN.has(name));
}

/** The two parties of an order, who are there and look. */
async function parties(
  workspace: Workspace,
  { brandToken, creatorToken, brandChannel, creatorChannel }: MadeStory,
) {
  const { url } = workspace.stage.server;
  return [
    await joinAs(url, brandToken, brandChannel),
    await joinAs(url, creatorToken, creatorChannel),
  ] as const;
}

/** How many drafts Maya has begun in a ticket. */
async function draftsOf(workspace: Workspace, { ticket }: MadeStory): Promise<number> {
  const { body } = await staffOf(workspace, "Maya Rao").api.get(`/crm/tickets/${ticket}/drafts`);
  return body.items.length;
}

const staffOf = (workspace: Workspace, name: string) => {
  const found = workspace.staff.get(name);
  if (!found) throw new Error(name);
  return found;
};
const storyOf = (workspace: Workspace, number: string) => {
  const found = workspace.orders.get(number);
  if (!found) throw new Error(number);
  return found;
};

for (const colorScheme of SCHEMES) {
  test(`console, ${colorScheme}`, async ({ page: first, workspace }) => {
    const page = await come(first, workspace, { ...DESK, colorScheme });
    const main = storyOf(workspace, MAIN);
    const [brand, creator] = await parties(workspace, main);
    await page.goto(`${workspace.stage.url}/console/`);
    await expect(page.getByLabel("Email")).toBeVisible();
    await picture(page, `console-login-${colorScheme}`);
    await logIn(page, workspace.stage, staffOf(workspace, "Maya Rao"));
    await expect(page.getByRole("link", { name: new RegExp(main.story.title) })).toBeVisible();
    await picture(page, `console-inbox-${colorScheme}`);
    await page.getByRole("link", { name: new RegExp(main.story.title) }).click();
    await expect(page.getByRole("img", { name: "storyboard-1.png" })).toBeVisible();
    await page.getByLabel(`Message to ${main.story.brand}`).fill("Of course! I ask for it and");
    brand.conversation.typing();
    creator.conversation.typing();
    await expect(page.getByText("is typing")).toHaveCount(2);
    // What is in sight has been read.
    const row = page.getByRole("link", { name: new RegExp(main.story.title) });
    await expect(row).not.toContainText("unread");
    for (const party of [brand, creator]) party.conversation.markRead();
    await expect(page.getByRole("log").getByText("Seen")).toHaveCount(2);
    await expect(page.getByText("Draft saved")).toBeVisible();
    await picture(page, `console-ticket-${colorScheme}`);
    await page.getByLabel(`Message to ${main.story.brand}`).fill("");
    await expect.poll(() => draftsOf(workspace, main)).toBe(0);
    for (const party of [brand, creator]) party.leave();
    await leave(page);
  });

  test(`administration, ${colorScheme}`, async ({ page: first, workspace }) => {
    const page = await come(first, workspace, { ...DESK, colorScheme });
    await logIn(page, workspace.stage, staffOf(workspace, "Lea Brandt"), "live");
    for (const name of ["live", "staff", "templates", "settings", "activity", "keys", "preferences"]) {
      await page.goto(`${workspace.stage.url}/console/${name}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator(".lia-skeleton")).toHaveCount(0);
      await page.waitForLoadState("networkidle");
      await picture(page, `console-${name}-${colorScheme}`);
    }
    await leave(page);
  });

  test(`chat, ${colorScheme}`, async ({ page: first, workspace }) => {
    const chat = async (
      number: string,
      side: "brand" | "creator",
      options: BrowserContextOptions,
      lang = "",
    ) => {
      const page = await come(first, workspace, { ...options, colorScheme });
      const { brandToken, creatorToken, ticket } = storyOf(workspace, number);
      const token = side === "brand" ? brandToken : creatorToken;
      await page.goto(
        `${workspace.stage.url}/demo/${lang && `?lang=${lang}`}#token=${token}&ticket=${ticket}`,
      );
      await page.locator(".contact").click();
      await expect(page.locator("liaison-chat").getByRole("log")).toBeVisible();
      await page.waitForLoadState("networkidle");
      return page;
    };
    const shop = { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1.5 };
    for (const [name, number, side, options, lang] of [
      ["brand", MAIN, "brand", shop, ""],
      ["creator", MAIN, "creator", shop, ""],
      ["phone", MAIN, "brand", PHONE, ""],
      ["arabic", ARABIC, "brand", shop, "ar"],
      ["arabic-phone", ARABIC, "brand", PHONE, "ar"],
    ] as const) {
      const page = await chat(number, side, options, lang);
      await picture(page, `chat-${name}-${colorScheme}`);
      await leave(page);
    }
    const page = await chat(NEW, "brand", shop);
    await page.getByRole("button", { name: "Fill in requirements" }).click();
    await page.getByLabel("What should be delivered").fill("Five stories, upright, with captions");
    await page
      .getByLabel("Description")
      .fill("A morning in the new roastery: the first sack, the drum, the first cup.");
    await picture(page, `chat-form-${colorScheme}`);
    await leave(page);
  });
}

test("console, on a phone and mirrored", async ({ page: first, workspace }) => {
  const main = storyOf(workspace, MAIN);
  const [brand, creator] = await parties(workspace, main);
  const maya = staffOf(workspace, "Maya Rao");
  const phone = await come(first, workspace, PHONE);
  await logIn(phone, workspace.stage, maya);
  await expect(phone.getByRole("link", { name: new RegExp(main.story.title) })).toBeVisible();
  await picture(phone, "console-inbox-phone");
  await phone.getByRole("link", { name: new RegExp(main.story.title) }).click();
  await expect(phone.getByRole("img", { name: /\.png$/ })).toBeVisible();
  await picture(phone, "console-ticket-phone");
  await leave(phone);
  const mirrored = await come(first, workspace, DESK);
  await logIn(mirrored, workspace.stage, maya, `inbox/${main.ticket}`);
  await expect(mirrored.getByRole("img", { name: "storyboard-1.png" })).toBeVisible();
  await mirrored.evaluate(() => {
    document.documentElement.dir = "rtl";
  });
  await picture(mirrored, "console-ticket-mirrored");
  await leave(mirrored);
  for (const party of [brand, creator]) party.leave();
});
