// One inbox: views with their counts, rows that follow what happens, taking over, and many cases at once.

import type { Page } from "@playwright/test";
import { faultsOf } from "../stage/axe.ts";
import { expect, logIn, type StaffMember, type Stage, test } from "../stage/fixtures.ts";

const list = (page: Page) => page.getByRole("list", { name: "Cases" });
const rows = (page: Page) => list(page).getByRole("link");
const view = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: new RegExp(`^${name}`) });
const someone = (name: string) => `${name} ${crypto.randomUUID().slice(0, 6)}`;

/** A team that no other test has. */
const aTeam = () => `team-${crypto.randomUUID().slice(0, 8)}`;

/** Writes down what the page asks the server for. */
function asked(page: Page): () => string[] {
  const requests: string[] = [];
  page.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith("/api/")) requests.push(`${request.method()} ${pathname}${search}`);
  });
  return () => requests.splice(0);
}

async function orders(stage: Stage, agent: StaffMember, ...titles: string[]) {
  const made = [];
  for (const title of titles) made.push(await stage.order(agent, title));
  return made;
}

test("views say how many cases they have, and follow what happens", async ({ page, stage }) => {
  const team = aTeam();
  const asha = await stage.staff({ team });
  const bela = await stage.staff({ team, name: someone("Bela") });
  const [one] = await orders(stage, asha, "Reels for the monsoon", "Photos for the spring");
  await orders(stage, bela, "A colleague's");
  await logIn(page, stage, asha);
  await expect(view(page, "Mine")).toHaveText(/2$/);
  await expect(view(page, team)).toHaveText(/3$/);
  await expect(view(page, "Snoozed")).toHaveText("Snoozed");

  await view(page, team).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).filter({ hasText: "A colleague's" })).toContainText(bela.name);
  await expect(view(page, team)).toHaveAttribute("aria-current", "page");

  await asha.api.put(`/crm/tickets/${one?.ticket}/snooze`, {});
  await expect(view(page, "Snoozed")).toHaveText(/1$/);
  await expect(rows(page)).toHaveCount(2);
  await view(page, "Snoozed").click();
  await expect(rows(page)).toContainText("Reels for the monsoon");
  await asha.api.put(`/crm/tickets/${one?.ticket}/status`, { status: "resolved" });
  await expect(page.getByText("You have no snoozed cases.")).toBeVisible();
  await view(page, "Done").click();
  await expect(rows(page)).toContainText("Reels for the monsoon");
  expect(await faultsOf(page), "views").toEqual([]);
});

test("a row says what happens as it happens, and the list is not read again", async ({ page, stage }) => {
  const asha = await stage.staff();
  const [quiet, made] = await orders(stage, asha, "The quiet one", "The one that changes");
  await stage.say(quiet?.brandToken ?? "", quiet?.ticket ?? 0, "I wrote first");
  await logIn(page, stage, asha);
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).nth(0)).toContainText("I wrote first");
  const requests = asked(page);
  await stage.say(made?.creatorToken ?? "", made?.ticket ?? 0, "Is anybody there?");
  const row = rows(page).filter({ hasText: "The one that changes" });
  await expect(row).toContainText("Is anybody there?");
  await expect(row).toContainText("Waiting: Creator");
  await expect(row).toContainText("1 unread message");
  await asha.api.put(`/crm/tickets/${made?.ticket}/priority`, { priority: "urgent" });
  await expect(row).toContainText("Urgent");
  // Whoever waits longest has an answer, so the other one is first.
  const answer = { text: "Here I am", channel_type: "brand_agent" };
  await asha.api.post(`/crm/tickets/${quiet?.ticket}/messages`, answer);
  await expect(rows(page).nth(0)).toContainText("The one that changes");
  await expect(rows(page).nth(1)).toContainText("With brand");
  expect(requests().filter((one) => /\/inbox\/cases(\?|$)|\/crm\/tickets\/my/.test(one))).toEqual([]);
});

test("after a lost connection the list is read again", async ({ page, stage }) => {
  const asha = await stage.staff();
  const [made] = await orders(stage, asha, "Said while away");
  await logIn(page, stage, asha);
  await expect(rows(page)).toHaveCount(1);
  const requests = asked(page);
  await page.context().setOffline(true);
  await expect(page.getByText(/Not connected|Reconnecting/).first()).toBeVisible();
  await stage.say(made?.brandToken ?? "", made?.ticket ?? 0, "Nobody heard this");
  await page.context().setOffline(false);
  await expect(rows(page)).toContainText("Nobody heard this");
  expect(requests().some((one) => one.startsWith("GET /api/inbox/cases?"))).toBe(true);
});

test("rows stay where they are under the pointer, and go to their places when asked", async ({
  page,
  stage,
}) => {
  const asha = await stage.staff();
  const [one, two] = await orders(stage, asha, "First", "Second");
  await stage.say(one?.brandToken ?? "", one?.ticket ?? 0, "I wrote first");
  await stage.say(two?.brandToken ?? "", two?.ticket ?? 0, "I wrote after");
  await logIn(page, stage, asha);
  await expect(rows(page).nth(0)).toContainText("First");
  await rows(page).nth(1).hover();
  await asha.api.put(`/crm/tickets/${one?.ticket}/status`, { status: "resolved" });
  await page.getByRole("button", { name: "1 update" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("Second");
});

test("a colleague's case is read and noted, and taken over by whoever may", async ({ page, stage }) => {
  const team = aTeam();
  const bela = await stage.staff({ name: someone("Bela"), team });
  const lead = await stage.staff({ role: "supervisor", team });
  const made = await stage.order(bela);
  await logIn(page, stage, lead, `inbox/${made.ticket}`);
  const bar = page.getByRole("region", { name: "Read only" });
  await expect(bar).toContainText(`Handled by ${bela.name}`);
  const field = page.getByLabel(`Message to ${made.request.brand.name}`);
  await expect(field).toHaveCount(0);
  expect(await faultsOf(page), "a colleague's case").toEqual([]);

  await bar.getByRole("button", { name: "Write a note" }).click();
  await expect(page.getByLabel("Note for staff")).toBeFocused();
  await page.keyboard.type("I look into it");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log", { name: "Staff notes" })).toContainText("I look into it");

  await bar.getByRole("button", { name: "Take over" }).click();
  await expect(bar).toHaveCount(0);
  await expect(page.getByText("Handled by you")).toBeVisible();
  await field.fill("From now on it is me");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log").first()).toContainText("From now on it is me");
  expect((await bela.api.get(`/crm/tickets/${made.ticket}`)).body.agent.id).toBe(lead.id);
  await view(page, "Mine").click();
  await expect(rows(page)).toHaveCount(1);
});

test("whoever may not take a case over is told so, and reads on", async ({ page, stage }) => {
  const bela = await stage.staff({ name: someone("Bela") });
  const asha = await stage.staff({ team: aTeam() });
  const made = await stage.order(bela);
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const bar = page.getByRole("region", { name: "Read only" });
  await expect(bar.getByRole("button", { name: "Reply anyway" })).toHaveCount(0);
  await bar.getByRole("button", { name: "Take over" }).click();
  await expect(page.getByRole("status").filter({ hasText: /permission|may not/ })).toBeVisible();
  await expect(bar).toBeVisible();
  expect((await bela.api.get(`/crm/tickets/${made.ticket}`)).body.agent.id).toBe(bela.id);
});

test("several cases are resolved at once, and put back as they were", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await orders(stage, asha, "Case one", "Case two", "Case three", "Case four");
  await asha.api.put(`/crm/tickets/${made[1]?.ticket}/status`, { status: "in_progress" });
  await logIn(page, stage, asha, "inbox?sort=created");
  const statuses = () =>
    Promise.all(made.map(async ({ ticket }) => (await asha.api.get(`/crm/tickets/${ticket}`)).body.status));
  const tick = (title: string) => page.getByRole("checkbox", { name: `Select “${title}”` });
  await tick("Case four").click();
  await tick("Case two").click({ modifiers: ["Shift"] });
  const bar = page.getByRole("toolbar", { name: "Selected cases" });
  await expect(bar).toContainText("3 selected");
  expect(await faultsOf(page), "selection").toEqual([]);
  await bar.getByRole("button", { name: "Resolve 3" }).click();
  await expect(page.getByText("3 cases: Resolved")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await expect(bar).toHaveCount(0);
  expect(await statuses()).toEqual(["open", "resolved", "resolved", "resolved"]);

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(4);
  expect(await statuses()).toEqual(["open", "in_progress", "open", "open"]);
});

test("what could not be done is said, and the rest can be undone", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await orders(stage, asha, "Goes well", "Is refused");
  await logIn(page, stage, asha, "inbox?sort=created");
  await page.route(`**/api/crm/tickets/${made[1]?.ticket}/priority`, (route) => route.abort());
  await page.getByRole("checkbox", { name: "Select “Goes well”" }).click();
  await page.getByRole("checkbox", { name: "Select “Is refused”" }).click();
  const bar = page.getByRole("toolbar", { name: "Selected cases" });
  await bar.getByRole("button", { name: "Priority" }).click();
  await page.getByRole("menuitemradio", { name: "Urgent" }).click();
  await expect(page.getByText("1 case: Urgent 1 case could not be changed.")).toBeVisible();
  // What is left to do stays selected.
  await expect(bar).toContainText("2 selected");
  const priorities = async () =>
    Promise.all(made.map(async ({ ticket }) => (await asha.api.get(`/crm/tickets/${ticket}`)).body.priority));
  expect(await priorities()).toEqual(["urgent", "medium"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(priorities).toEqual(["medium", "medium"]);
});

test("what is done in one tab is seen in the other", async ({ page, context, stage }) => {
  const asha = await stage.staff();
  const [made] = await orders(stage, asha, "Seen twice", "Stays");
  await logIn(page, stage, asha, `inbox/ticket-${made?.ticket}`);
  const other = await context.newPage();
  await other.goto(`${stage.url}/console/inbox`);
  await expect(rows(other)).toHaveCount(2);
  await page.getByRole("button", { name: "Resolve", exact: true }).click();
  await expect(rows(other)).toHaveCount(1);
  await expect(rows(other)).toContainText("Stays");
  await expect(view(other, "Mine")).toHaveText(/1$/);
});

test("a selection is made, changed and left by keys alone", async ({ page, stage }) => {
  const asha = await stage.staff();
  const bela = await stage.staff({ name: someone("Bela") });
  const made = await orders(stage, asha, "Case one", "Case two", "Case three");
  await logIn(page, stage, asha, "inbox?sort=created");
  await expect(rows(page)).toHaveCount(3);
  await rows(page).nth(0).focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows(page).nth(1)).toBeFocused();
  await page.keyboard.press("x");
  const bar = page.getByRole("toolbar", { name: "Selected cases" });
  await expect(bar).toContainText("1 selected");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(bar).toContainText("2 selected");
  await page.keyboard.press("Control+a");
  await expect(bar).toContainText("3 selected");
  await page.keyboard.press("Escape");
  await expect(bar).toHaveCount(0);
  await expect(rows(page).nth(2)).toBeFocused();
  // The list is one stop of Tab, however many cases it has.
  await page.keyboard.press("Tab");
  await expect(list(page).getByRole("link").and(page.locator(":focus"))).toHaveCount(0);

  await rows(page).nth(2).focus();
  await page.keyboard.press("x");
  await page.keyboard.press("Control+k");
  await expect(page.getByPlaceholder("Find a ticket, a message, a command…")).toBeFocused();
  await page.keyboard.type("assign");
  await expect(page.getByRole("option", { name: "Assign", exact: true })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Assign 1 case to" });
  await dialog.getByRole("searchbox").fill(bela.name);
  await expect(dialog.getByRole("button", { name: new RegExp(bela.name) })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText(`1 case: Handled by ${bela.name}`)).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  expect((await bela.api.get(`/crm/tickets/${made[0]?.ticket}`)).body.agent.id).toBe(bela.id);
});

test("every action of the open case is in the palette", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha, "Reels for the monsoon");
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  await expect(page.getByRole("heading", { name: "Reels for the monsoon" })).toBeVisible();
  const command = async (words: string, name: string) => {
    await page.keyboard.press("Control+k");
    await expect(
      page
        .getByRole("dialog")
        .getByText(/Reels for the monsoon/)
        .first(),
    ).toBeVisible();
    await page.keyboard.type(words);
    await expect(page.getByRole("option", { name, exact: true })).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
  };
  await command("urg", "Priority: Urgent");
  await expect(page.getByRole("button", { name: "Priority: Urgent. Change" })).toBeVisible();
  await command("write to cre", `Write to ${made.request.creator.name}`);
  await expect(page.getByLabel(`Message to ${made.request.creator.name}`)).toBeFocused();
  await page.keyboard.press("Escape");
  await command("person", "Person");
  await expect(page.getByRole("tab", { name: "Person" })).toHaveAttribute("aria-selected", "true");
  await command("resolve and", "Resolve and go to the next");
  await expect
    .poll(async () => (await asha.api.get(`/crm/tickets/${made.ticket}`)).body.status)
    .toBe("resolved");
});

test("a draft shows in its row until it is sent, also after a reload", async ({ page, stage }) => {
  const asha = await stage.staff();
  const [one] = await orders(stage, asha, "With a draft", "Without one");
  await logIn(page, stage, asha, `inbox/ticket-${one?.ticket}`);
  const field = page.getByLabel(`Message to ${one?.request.brand.name}`);
  await field.fill("Good morning, the store opens");
  const row = rows(page).filter({ hasText: "With a draft" });
  await expect(row).toContainText("Draft: Good morning, the store opens");
  await expect(page.getByText("Draft saved")).toBeVisible();
  await page.reload();
  await expect(row).toContainText("Draft: Good morning, the store opens");
  await expect(field).toHaveValue("Good morning, the store opens");
  await field.press("Enter");
  await expect(row).not.toContainText("Draft:");
  await expect(row).toContainText("You: Good morning, the store opens");
});

test("whoever comes to work offline is asked whether to take cases, once", async ({ page, stage }) => {
  const asha = await stage.staff({ name: "Asha Iyer", isAvailable: false });
  await asha.api.put("/agent/status", { status: "offline" });
  await logIn(page, stage, asha);
  const question = page.getByRole("region", { name: "Start taking cases?" });
  const pill = (status: string) => page.getByRole("button", { name: `Asha Iyer, ${status}. Your menu` });
  await expect(pill("Offline")).toHaveText(/Offline/);
  expect(await faultsOf(page), "question").toEqual([]);
  await question.getByRole("button", { name: "Not now" }).click();
  await expect(question).toHaveCount(0);
  await page.reload();
  await expect(pill("Offline")).toBeVisible();
  await expect(question).toHaveCount(0);

  // The next login is asked again.
  await pill("Offline").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByLabel("Email")).toBeVisible();
  await logIn(page, stage, asha);
  await question.getByRole("button", { name: "Start taking cases" }).click();
  await expect(pill("Available")).toHaveText(/Available/);
  await expect(question).toHaveCount(0);
  expect((await asha.api.get("/me")).body.agent_status).toBe("available");
});

test("addresses of before lead to the case, with what they point at", async ({ page, stage }) => {
  const asha = await stage.staff();
  const { ticket, request } = await stage.order(asha);
  await logIn(page, stage, asha, `inbox/${ticket}?view=everyone#notes-1`);
  await expect(page.getByRole("heading", { name: request.title })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/inbox/ticket-${ticket}\\?view=everyone#notes-1$`));
  await page.goto(`${stage.url}/console/tickets/${ticket}`);
  await expect(page).toHaveURL(new RegExp(`/inbox/ticket-${ticket}$`));
  await expect(page.getByRole("heading", { name: request.title })).toBeVisible();
  await page.goto(`${stage.url}/console/tickets`);
  await expect(page).toHaveURL(/\/inbox$/);
  for (const nothing of ["deal-4", "ticket-0", "ticket-x"]) {
    await page.goto(`${stage.url}/console/inbox/${nothing}`);
    await expect(page.getByRole("alert")).toBeVisible();
  }
});
