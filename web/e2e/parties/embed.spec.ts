// The widget on somebody else's page: another origin, the strictest policy, and the page's own wishes by `Liaison(…)`.

import { test as base, expect, type Page } from "@playwright/test";
import { complaintsBut } from "../stage/complaints.ts";
import { FrontDoor } from "../stage/front-door.ts";
import { hostToken, type LiaisonServer, startLiaison } from "../stage/liaison.ts";
import { HostPage } from "./host-page.ts";

interface Embedding {
  readonly server: LiaisonServer;
  readonly door: FrontDoor;
  readonly host: HostPage;
}

const test = base.extend<{ complaints: string[] }, { embedding: Embedding }>({
  embedding: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here.
    async ({}, use) => {
      let door: FrontDoor | undefined;
      const host = await HostPage.open(() => door?.url ?? "");
      const server = await startLiaison({ CORS_ORIGIN: host.url });
      door = await FrontDoor.open(server.port);
      await use({ server, door, host });
      await door.close();
      await host.close();
      await server.remove();
    },
    { scope: "worker" },
  ],
  // Requests that fail because the server was killed.
  complaints: complaintsBut(/WebSocket connection to|Failed to load|blob:|blocked by CORS/),
});

const say = (page: Page, ...facts: unknown[]) =>
  page.evaluate(
    (words) => (window as unknown as { Liaison(...all: unknown[]): unknown }).Liaison(...words),
    facts,
  );
const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
const panel = (page: Page) => page.locator("liaison-chat").getByRole("dialog");
const launcher = (page: Page) => page.locator("liaison-chat .lia-launcher");
const field = (page: Page) => page.locator("liaison-chat .lia-composer textarea");

async function order(server: LiaisonServer, name: string) {
  const admin = server.api(await server.login());
  await admin.post("/admin/staff", {
    name: "Asha Rao",
    email: `${name}@example.com`,
    role: "agent",
    capacity: 50,
  });
  return server.order(name);
}

test("it is there under a strict policy of another origin, and talks", async ({ page, embedding }) => {
  const { server, host } = embedding;
  const made = await order(server, "strict");
  await page.goto(host.url);
  // Asked for before the script is there, or after: both are done.
  await say(page, "boot", { token: made.brandToken, ticketId: made.order.ticket.id });
  await launcher(page).click();
  await field(page).fill("from another origin – é");
  await field(page).press("Enter");
  await expect(panel(page).getByText("Sent")).toBeVisible();
  const { body } = await server.api(made.brandToken).get(`/crm/tickets/${made.order.ticket.id}/messages`);
  expect(body.items.at(-1).text).toBe("from another origin – é");
  // The page is in another charset: our texts are not broken by it.
  await expect(field(page)).toHaveAttribute("placeholder", "Write a message…");
});

test("open, close, toggle, on: the page is in charge", async ({ page, embedding }) => {
  const made = await order(embedding.server, "commands");
  await page.goto(embedding.host.url);
  await say(page, "boot", { token: made.brandToken, ticketId: made.order.ticket.id });
  await launcher(page).waitFor();
  await say(page, "open");
  await expect(panel(page)).toBeVisible();
  await say(page, "toggle");
  await expect(panel(page)).toHaveCount(0);
  await say(page, "toggle");
  await expect(panel(page)).toBeVisible();
  await say(page, "close");
  await expect(panel(page)).toHaveCount(0);
  await embedding.server.host.patch(`/orders/${made.order.id}`, { status: "cancelled" });
  const names = async () => (await heard(page)).map((one) => (Array.isArray(one) ? one[0] : one));
  await expect.poll(names).toContain("order");
  expect((await names()).filter((name) => name === "open" || name === "close")).toEqual([
    "open",
    "close",
    "open",
    "close",
  ]);
  await say(page, "update", { launcher: false });
  await expect(launcher(page)).toHaveCount(0);
  await say(page, "open");
  await expect(panel(page)).toBeVisible();
});

test("destroy leaves nothing behind; boot begins anew, as often as a single-page application wants", async ({
  page,
  embedding,
}) => {
  const made = await order(embedding.server, "spa");
  await page.goto(embedding.host.url);
  for (let round = 0; round < 4; round++) {
    await say(page, "boot", { token: made.brandToken, ticketId: made.order.ticket.id });
    await launcher(page).click();
    await expect(panel(page).getByRole("log")).toBeVisible();
    await say(page, "destroy");
    await expect(page.locator("liaison-chat")).toHaveCount(0);
  }
  await say(page, "boot", { token: made.brandToken });
  await say(page, "boot", { token: made.brandToken });
  await expect(page.locator("liaison-chat")).toHaveCount(1);
});

test("identify changes the person, logout forgets; nothing of one is shown or sent for another", async ({
  page,
  embedding,
}) => {
  const { server, host } = embedding;
  const made = await order(server, "two-people");
  const ticketId = made.order.ticket.id;
  await page.goto(host.url);
  await say(page, "boot", { token: made.brandToken, ticketId });
  await launcher(page).click();
  await expect(panel(page).getByRole("log")).toContainText("Brandish two-people");
  await field(page).fill("half a secret");
  // Written without a server: it waits in this browser's storage.
  await server.program.kill();
  await expect(panel(page).locator(".lia-banner")).toBeVisible();
  await field(page).fill("a whole secret");
  await field(page).press("Enter");
  await field(page).fill("half a secret");
  await expect(panel(page).getByText("Waiting", { exact: true })).toBeVisible();
  await server.run();
  await say(page, "logout");
  await expect(launcher(page)).toHaveCount(0);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toContain("secret");

  await say(page, "identify", hostToken(made.request.creator, "creator"));
  await launcher(page).click();
  await expect(panel(page).getByRole("log")).toContainText("Creatrix two-people");
  await expect(panel(page)).not.toContainText("Brandish");
  await expect(field(page)).toHaveValue("");
});

test("the page's focus and keys stay the page's while the chat is open beside it", async ({
  page,
  embedding,
}) => {
  const made = await order(embedding.server, "focus");
  await page.goto(embedding.host.url);
  await say(page, "boot", { token: made.brandToken, ticketId: made.order.ticket.id });
  await launcher(page).click();
  await expect(field(page)).toBeFocused();
  await page.locator("#own").focus();
  await expect(page.locator("#own")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeVisible();
});

test("no token, no chat: and no error", async ({ page, embedding }) => {
  await page.goto(embedding.host.url);
  await say(page, "boot", {});
  await say(page, "open");
  await say(page, "logout");
  await say(page, "destroy");
  await expect(launcher(page)).toHaveCount(0);
});

test("the name of the workspace stands at the top, and our own never does", async ({ page, embedding }) => {
  const { server, host } = embedding;
  const made = await order(server, "named");
  const settings = { token: made.brandToken, ticketId: made.order.ticket.id };
  const top = panel(page).locator(".lia-bar");
  await page.goto(host.url);
  await say(page, "boot", settings);
  await say(page, "open");
  await expect(top).toContainText("Asha Rao");
  await expect(top).not.toContainText("Liaison");

  const admin = server.api(await server.login());
  const { body: before } = await admin.get("/support/settings");
  await admin.put("/support/settings", { ...before, organisation_name: "Tamarind" });
  await page.reload();
  await say(page, "boot", settings);
  await say(page, "open");
  await expect(top).toContainText("Tamarind · ");
  const { body: now } = await admin.get("/support/settings");
  await admin.put("/support/settings", { ...before, version: now.version });
});
