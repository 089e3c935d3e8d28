// A live chat, at both ends: a visitor in the widget of a page, an agent in the console.

import type { Browser, Page } from "@playwright/test";
import { faultsOf } from "../stage/axe.ts";
import { test as base, expect, logIn, type OpenStage, openStage } from "../stage/fixtures.ts";
import { launcher, panel, Site } from "./any-page.ts";

/** A server with the site of somebody else. */
interface Place {
  readonly stage: OpenStage;
  readonly site: Site;
}

/** Each test has a server of its own: whoever else was available there would get the chats. */
const test = base.extend<{ place: Place }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here.
  place: async ({}, use) => {
    const site = await Site.open();
    const stage = await openStage({ CORS_ORIGIN: site.url });
    await use({ stage, site });
    await stage.close();
    await site.close();
  },
});

/** Somebody who is not logged in, at a page with the widget. */
async function visitorAt(browser: Browser, { stage, site }: Place, name: string, lang = "en") {
  const context = await browser.newContext({
    reducedMotion: "reduce",
    viewport: { width: 1280, height: 860 },
  });
  const page = await context.newPage();
  const { body } = await stage.server.api("").post("/widget/session", { name });
  const settings = JSON.stringify({ token: body.access_token, lang });
  await page.goto(
    site.page(`<!doctype html><html lang="en"><title>Shop</title><main><h1>Shop</h1></main>
<script>window.Liaison = (...facts) => (Liaison.q ||= []).push(facts); Liaison("boot", ${settings});</script>
<script async src="${stage.url}/widget/loader.js"></script></html>`),
  );
  await launcher(page).click();
  return { page, panel: panel(page) };
}

const rows = (page: Page) => page.getByRole("list", { name: "Cases" }).getByRole("link");

test("a visitor waits with a place, an agent accepts, both write, and the agent ends it", async ({
  page,
  browser,
  place,
}) => {
  test.slow();
  const { stage } = place;
  const asha = await stage.staff({ name: "Asha Rao", isAvailable: false });
  await logIn(page, stage, asha, "inbox?view=queue");
  await expect(page.getByText("No case is waiting in the queue.")).toBeVisible();

  // Greeted by the assistant, with a button that asks for a person.
  const vera = await visitorAt(browser, place, "Vera Visitor");
  expect(await faultsOf(vera.page), "before the chat").toEqual([]);
  await vera.panel.getByRole("button", { name: "Chat with us" }).click();
  await expect(vera.panel.getByRole("log")).toContainText("What can we do for you?");
  expect(await faultsOf(vera.page), "greeted").toEqual([]);
  await vera.panel.getByRole("button", { name: "Talk to a person" }).click();
  await expect(vera.panel.getByText("You’re number 1 in the queue.")).toBeVisible();
  await expect(vera.panel.getByRole("button", { name: "Talk to a person" })).toHaveCount(0);
  const field = vera.panel.getByRole("textbox");
  await field.fill("Do you ship to Portugal?");
  await field.press("Enter");

  // A second one comes behind her.
  const omar = await visitorAt(browser, place, "Omar Visitor");
  await omar.panel.getByRole("button", { name: "Chat with us" }).click();
  await omar.panel.getByRole("textbox").fill("Hello?");
  await omar.panel.getByRole("textbox").press("Enter");
  await expect(omar.panel.getByText("You’re number 2 in the queue.")).toBeVisible();

  // The queue shows both with their places; the first one is accepted from its row.
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).nth(0)).toContainText("Vera Visitor");
  await expect(rows(page).nth(0)).toContainText("No. 1");
  await expect(rows(page).nth(1)).toContainText("No. 2");
  expect(await faultsOf(page), "queue").toEqual([]);
  await page.getByRole("button", { name: "Accept “Vera Visitor”" }).click();
  await expect(page).toHaveURL(/\/inbox\/session-\d+/);
  await expect(page.getByRole("heading", { name: "Vera Visitor" }).first()).toBeVisible();
  await expect(page.getByText("Handled by you")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("No. 1");
  await expect(omar.panel.getByText("You’re number 1 in the queue.")).toBeVisible();

  // Both write.
  await expect(vera.panel.getByText("Asha Rao is here to help you")).toBeVisible();
  await expect(vera.panel.locator(".lia-bar-name")).toContainText("Asha Rao");
  const log = page.getByRole("log", { name: "Messages with Vera Visitor" });
  await expect(log).toContainText("Do you ship to Portugal?");
  await expect(log).toContainText("Assistant");
  await page.getByLabel("Message to Vera Visitor").fill("We do, within five days");
  await page.keyboard.press("Enter");
  await expect(vera.panel.getByRole("log")).toContainText("We do, within five days");
  // What comes while the chat is closed is counted on its button.
  await launcher(vera.page).click();
  await page.getByLabel("Message to Vera Visitor").fill("Where in Portugal?");
  await page.keyboard.press("Enter");
  await expect(launcher(vera.page)).toHaveAccessibleName("Open chat, 1 unread message");
  await launcher(vera.page).click();
  await expect(vera.panel.getByRole("log")).toContainText("Where in Portugal?");
  await field.fill("Thank you");
  await field.press("Enter");
  await expect(log).toContainText("Thank you");
  expect(await faultsOf(page), "an open chat").toEqual([]);
  expect(await faultsOf(vera.page), "with an agent").toEqual([]);

  // Every action is in the palette; ending is asked.
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByText(/^S-\d+ Vera Visitor$/)).toBeVisible();
  await page.keyboard.type("end");
  await expect(page.getByRole("option", { name: "End chat…" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "End chat" }).click();
  await expect(page.getByText("This chat has ended. Nothing more can be written.")).toBeVisible();
  await expect(vera.panel.locator(".lia-frozen")).toContainText("This chat has ended");
  await expect(vera.panel.getByRole("textbox")).toHaveCount(0);
  expect(await faultsOf(vera.page), "ended").toEqual([]);

  // One can begin anew.
  await vera.panel.getByRole("button", { name: "Start a new chat" }).click();
  await expect(vera.panel.getByRole("button", { name: "Talk to a person" })).toBeVisible();
  await expect(vera.panel.getByRole("log")).not.toContainText("Thank you");
  for (const who of [vera, omar]) await who.page.context().close();
});

test("a colleague's chat is read only until it is taken over; a waiting one is accepted on its page", async ({
  page,
  browser,
  place,
}) => {
  const { stage } = place;
  const asha = await stage.staff({ name: "Asha Rao", role: "supervisor", isAvailable: false });
  const bela = await stage.staff({ name: "Bela Nagy", isAvailable: false });
  const vera = await visitorAt(browser, place, "Vera Visitor");
  await vera.panel.getByRole("button", { name: "Chat with us" }).click();
  await vera.panel.getByRole("button", { name: "Talk to a person" }).click();
  await expect(vera.panel.getByText("You’re number 1 in the queue.")).toBeVisible();
  await logIn(page, stage, asha, "inbox?view=queue");
  await rows(page).click();
  const bar = page.getByRole("region", { name: "Read only" });
  await expect(bar.getByRole("button", { name: "Accept" })).toBeVisible();
  expect(await faultsOf(page), "a waiting chat").toEqual([]);
  const session = new URL(page.url()).pathname.split("session-")[1];
  await bela.api.post(`/inbox/cases/session/${session}/take`);
  await expect(bar).toContainText("Handled by Bela Nagy");
  await bar.getByRole("button", { name: "Take over" }).click();
  await expect(bar).toHaveCount(0);
  await expect(vera.panel.locator(".lia-bar-name")).toContainText("Asha Rao");
  // Given back, it waits again.
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Return to queue" }).click();
  await expect(vera.panel.getByText("You’re number 1 in the queue.")).toBeVisible();
  await vera.page.context().close();
});

test("whoever started a chat goes on in it after a reload, in any language, and ends it", async ({
  browser,
  place,
}) => {
  const vera = await visitorAt(browser, place, "Vera Visitor", "de");
  await vera.panel.getByRole("button", { name: "Chatten Sie mit uns" }).click();
  await expect(vera.panel.getByRole("log")).toContainText("Was können wir für Sie tun?");
  await vera.page.reload();
  await launcher(vera.page).click();
  await expect(vera.panel.getByRole("log")).toContainText("Was können wir für Sie tun?");
  await vera.panel.getByRole("button", { name: "Chat beenden" }).click();
  await vera.panel.getByRole("button", { name: "Chat beenden" }).click();
  await expect(vera.panel.locator(".lia-frozen")).toContainText("Dieser Chat ist beendet");
  await vera.page.context().close();
});
