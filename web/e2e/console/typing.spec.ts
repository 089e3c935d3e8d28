// Whatever makes text is text, wherever the keyboard comes from; and only the writer's own Enter sends.

import type { Page } from "@playwright/test";
import { expect, logIn, type Stage, test } from "../stage/fixtures.ts";
import { Keyboard, onMac, type Press } from "../stage/keyboard.ts";
import { joinAs } from "../stage/party.ts";

async function atTicket(page: Page, stage: Stage) {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const brand = page.getByLabel(`Message to ${made.request.brand.name}`);
  const creator = page.getByLabel(`Message to ${made.request.creator.name}`);
  await expect(brand).toBeVisible();
  const said = async () => {
    const { body } = await asha.api.get(`/crm/tickets/${made.ticket}/messages`);
    return body.items
      .filter(({ message_type }: { message_type: string }) => message_type === "user_input")
      .map(({ text }: { text: string }) => text);
  };
  return { asha, made, brand, creator, said, keyboard: await Keyboard.of(page) };
}

/** As in a workspace that has just been created, whatever other tests have made. */
const noTemplates = (page: Page) =>
  page.route("**/api/crm/templates*", (route) => route.fulfill({ json: { items: [], next_cursor: null } }));

const option = (key: string, letter: string, more: Partial<Press> = {}): Press => ({
  key,
  code: `Key${letter}`,
  text: key === "Dead" ? "" : key,
  held: ["alt"],
  ...more,
});

test("on a Mac, letters made by Option are letters, and no ticket is resolved by them", async ({
  page,
  stage,
}) => {
  await onMac(page);
  const { brand, creator, said, keyboard } = await atTicket(page, stage);
  await page.keyboard.press("Control+Alt+p");
  const note = page.getByLabel("Note for staff");
  await expect(note).toBeFocused();
  await note.pressSequentially("Please check ");
  await keyboard.press(option("@", "L"));
  await page.keyboard.type("zoe this brand never pays on time");
  await expect(note).toHaveValue("Please check @zoe this brand never pays on time");
  await expect(brand).toHaveValue("");

  await brand.click();
  const letters = ["€E", "ęE", "ńN", "łL", "µM", "πP", "⁄I", "∆J", "˚K"];
  for (const pair of letters) await keyboard.press(option(pair[0] ?? "", pair[1] ?? ""));
  await keyboard.press(option("É", "E", { held: ["alt", "shift"] }));
  await keyboard.press(option("Dead", "E"));
  await expect(brand).toHaveValue("€ęńłµπ⁄∆˚É");
  await expect(brand).toBeFocused();
  await expect(page.getByRole("button", { name: "Status: Open. Change" })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.keyboard.press("Control+Alt+n");
  await expect(creator).toBeFocused();
  await page.keyboard.press("Control+Alt+l");
  await expect(creator).toBeFocused();
  await page.keyboard.press("Control+Alt+e");
  await expect(page.getByRole("button", { name: "Status: Resolved. Change" })).toBeVisible();
  expect(await said()).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help.locator("div", { hasText: /^Resolve⌃⌥E$/ })).toBeVisible();
});

test("a held shortcut acts once", async ({ page, stage }) => {
  await atTicket(page, stage);
  await page.keyboard.down("Alt");
  // Down again without up is what the keyboard repeats.
  for (let times = 0; times < 6; times++) await page.keyboard.down("e");
  await page.keyboard.up("e");
  await page.keyboard.up("Alt");
  await expect(page.getByRole("button", { name: "Status: Resolved. Change" })).toBeVisible();
  await expect(page.getByText("The ticket is open.")).toHaveCount(0);
});

test("on Windows and Linux, letters made by AltGr are letters", async ({ page, stage }) => {
  const { brand, keyboard } = await atTicket(page, stage);
  await brand.click();
  for (const pair of ["€E", "ęE", "łL", "ńN", "µM"]) {
    await keyboard.press(option(pair[0] ?? "", pair[1] ?? "", { held: ["ctrl", "alt"] }));
    await keyboard.press(option(pair[0] ?? "", pair[1] ?? "", { held: [] }));
  }
  await expect(brand).toHaveValue(/€.*ń/);
  await expect(brand).toBeFocused();
  await expect(page.getByRole("button", { name: "Status: Open. Change" })).toBeVisible();
  // A command stays one, in another script too.
  await keyboard.press({ key: "л", code: "KeyK", held: ["ctrl"] });
  await expect(page.getByPlaceholder("Find a ticket, a message, a command…")).toBeFocused();
});

test("an Enter of the input method sends nothing, in the order of any browser; the writer's own does", async ({
  page,
  stage,
}) => {
  const { made, brand, said, keyboard } = await atTicket(page, stage);
  const log = page.getByRole("log", { name: `Messages with ${made.request.brand.name}` });
  for (const word of ["とうきょう", "안녕", "你好"]) {
    await brand.click();
    await keyboard.compose(word);
    await keyboard.enterOfInputMethod();
    await keyboard.commit(word);
    // Safari ends the composition first.
    await keyboard.enterOfInputMethod();
    await page.keyboard.type("!");
    await expect(brand).toHaveValue(`${word}!`);
    await keyboard.enter();
    await expect(log).toContainText(`${word}!`);
    await expect(brand).toHaveValue("");
  }
  await expect.poll(said).toEqual(["とうきょう!", "안녕!", "你好!"]);
});

test("Enter in an open menu sends nothing, also where nothing fits; Escape closes the menu first", async ({
  page,
  stage,
}) => {
  await noTemplates(page);
  const { brand, said } = await atTicket(page, stage);
  for (const word of ["/", "/thnx", "see /zzz"]) {
    await brand.fill("");
    await brand.pressSequentially(word);
    await expect(page.getByText("No matching templates")).toBeVisible();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Enter");
    await expect(brand).toHaveValue(word);
  }
  await page.keyboard.press("Alt+p");
  const note = page.getByLabel("Note for staff");
  await note.pressSequentially("@nobody");
  await expect(page.getByText("No matching colleagues")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(note).toHaveValue("@nobody");
  await brand.click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect(brand).toHaveValue("");
  await expect.poll(said).toEqual(["see /zzz"]);
});

test("without templates, whoever may is led to make one", async ({ page, stage }) => {
  await noTemplates(page);
  const lead = await stage.staff({ role: "team_lead" });
  const made = await stage.order(lead);
  await logIn(page, stage, lead, `inbox/${made.ticket}`);
  await page.getByLabel(`Message to ${made.request.brand.name}`).pressSequentially("/");
  await expect(page.getByText("No templates yet.")).toBeVisible();
  await page.getByRole("link", { name: "Create a template" }).click();
  await expect(page).toHaveURL(/\/templates$/);
});

test("a held Enter sends once", async ({ page, stage }) => {
  const { brand, said } = await atTicket(page, stage);
  await brand.fill("once");
  await page.keyboard.down("Enter");
  await page.keyboard.down("Enter");
  await brand.pressSequentially("more");
  await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await expect(brand).toHaveValue("more");
  await expect.poll(said).toEqual(["once"]);
});

test("/ goes to the search from every page, just after a load, and closes no ticket", async ({
  page,
  stage,
}) => {
  const lead = await stage.staff({ role: "admin" });
  const made = await stage.order(lead);
  await logIn(page, stage, lead, `inbox/${made.ticket}`);
  const search = page.getByRole("searchbox", { name: "Search tickets" });
  for (const path of [
    `inbox/${made.ticket}`,
    "inbox",
    "live",
    "templates",
    "labels",
    "staff",
    "settings",
    "preferences",
  ]) {
    await page.goto(`${stage.url}/console/${path}`);
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 }).last()).toBeVisible();
    await page.keyboard.press("/");
    await expect(search, path).toBeFocused();
    await expect(search).toHaveValue("");
    if (path.startsWith("inbox/")) await expect(page).toHaveURL(new RegExp(`/inbox/ticket-${made.ticket}$`));
  }
});

test("who leaves or empties the field is seen to type no longer; indentation stays", async ({
  page,
  stage,
}) => {
  const { made, brand: field } = await atTicket(page, stage);
  const reader = await joinAs(stage.server.url, made.brandToken, made.brandChannel);
  const typists = () => reader.conversation.get().typing.length;
  for (const end of [() => field.fill(""), () => field.blur()]) {
    await field.pressSequentially("if (x)");
    await expect.poll(typists).toBe(1);
    await end();
    await expect.poll(typists, { timeout: 2_000 }).toBe(0);
  }
  await field.fill("    four\n        eight\n\n");
  await field.press("Control+Enter");
  await reader.sees("    four\n        eight");
  reader.leave();
});
