// An inbox of 5,000 tickets, a conversation of 10,000 messages: what the pages make of them. Three rounds, medians.

import { expect, type Locator, type Page, test } from "@playwright/test";
import { logIn, type OpenStage, openStage } from "../e2e/stage/fixtures.ts";
import { type Crowd, MESSAGES, makeCrowd, NO_LIMITS, TICKETS, TITLE } from "./crowd.ts";
import { type Figure, quantile, table } from "./figures.ts";
import { framesOfReadingBack, framesOfScrolling } from "./frames.ts";
import { workOf } from "./work-of-page.ts";

const ROUNDS = 3;
const REQUESTS = 50;
/** A frame that is longer than this is seen. */
const LONG_FRAME_MS = 50;
const SCRIPT_GOAL = "at most 300";
/** Pages of 50 messages that are fetched on the way back. */
const PAGES_BACK = 40;
const FRAMES_BACK = 200;

let stage: OpenStage;
let crowd: Crowd;
const figures: Figure[] = [];

test.beforeAll(async () => {
  test.setTimeout(20 * 60_000);
  stage = await openStage(NO_LIMITS);
  crowd = await makeCrowd(stage);
});

test.afterAll(async () => {
  process.stdout.write(
    `\n${TICKETS} tickets, ${MESSAGES} messages in one conversation\n\n${table(figures)}\n`,
  );
  await stage?.close();
});

/** What is asked, and by whom: of an agent with a part of the tickets, and as the inbox asks for somebody who sees all. */
const LISTS = [
  ["an agent's", "agent", "limit=100"],
  ["a supervisor's", "chief", "view=overview&sort=waiting_desc&status=open,in_progress&limit=100"],
] as const;

for (const [whose, who, query] of LISTS) {
  test(`${whose} list of tickets is read`, async () => {
    const rounds: number[][] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const times: number[] = [];
      for (let request = 0; request < REQUESTS; request++) {
        const begun = performance.now();
        const { body } = await crowd[who].api.get(`/crm/tickets/my?${query}`);
        times.push(performance.now() - begun);
        expect(body.items).toHaveLength(100);
      }
      rounds.push(times);
    }
    const put = (name: string, part: number) =>
      figures.push({
        what: `tickets/my, ${whose}, ${name} of ${REQUESTS}`,
        unit: "ms",
        rounds: rounds.map((times) => quantile(times, part)),
      });
    put("median", 0.5);
    put("p99", 0.99);
  });
}

test("the inbox is scrolled from its top to its end", async ({ browser }) => {
  const rounds: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const page = await browser.newPage();
    await logIn(page, stage, crowd.chief, "inbox?view=everyone");
    const count = new Intl.NumberFormat("en").format(TICKETS);
    await expect(page.getByRole("heading", { name: `Everyone ${count}` })).toBeVisible();
    rounds.push(await framesOfScrolling(page.getByRole("list", { name: "Cases" }), TICKETS));
    await page.close();
  }
  const put = (what: string, unit: string, of: (times: number[]) => number, goal?: string) =>
    figures.push({ what: `inbox, ${what}`, unit, rounds: rounds.map(of), ...(goal ? { goal } : {}) });
  put("frames", "", (times) => times.length);
  put("longest frame", "ms", (times) => Math.max(...times));
  const long = (times: number[]) => times.filter((time) => time > LONG_FRAME_MS).length;
  put(`frames over ${LONG_FRAME_MS} ms`, "", long, "none");
});

/** Measures the opening of a conversation in a new page for each round. */
async function opening(
  where: string,
  begin: () => Promise<Page>,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const works = [];
  for (let round = 0; round < ROUNDS; round++) {
    const page = await begin();
    // In the field, or in the log: seen is what is in sight.
    const shown = () => expect(page.getByRole("log").getByText(crowd.newest)).toBeInViewport();
    works.push(await workOf(page, () => act(page), shown));
    await page.close();
  }
  figures.push({
    what: `${where}, scripts`,
    unit: "ms",
    rounds: works.map(({ script }) => script),
    goal: SCRIPT_GOAL,
  });
  figures.push({ what: `${where}, all work`, unit: "ms", rounds: works.map(({ all }) => all) });
}

test("the long conversation is opened in the console", async ({ browser }) => {
  const inbox = async () => {
    const page = await browser.newPage();
    await logIn(page, stage, crowd.agent, "inbox?q=tea+house");
    await expect(page.getByRole("link", { name: new RegExp(TITLE) })).toBeVisible();
    await page.waitForLoadState("networkidle");
    return page;
  };
  await opening("console, from the inbox", inbox, (page) =>
    page.getByRole("link", { name: new RegExp(TITLE) }).click(),
  );
  await opening("console, by its address", inbox, async (page) => {
    await page.goto(`${stage.url}/console/inbox/${crowd.talk.ticket}`);
  });
});

test("the long conversation is opened in the parties' chat", async ({ browser }) => {
  const shop = async () => {
    const page = await browser.newPage();
    const { brandToken, ticket } = crowd.talk;
    await page.goto(`${stage.url}/demo/#token=${brandToken}&ticket=${ticket}`);
    await page.locator("liaison-chat .lia-launcher").waitFor();
    await page.waitForLoadState("networkidle");
    return page;
  };
  await opening("chat, by its button", shop, (page) => page.locator("liaison-chat .lia-launcher").click());
});

/** What a page has to do until a log has a line more. */
async function workOfMore(page: Page, log: Locator, act: () => Promise<unknown>): Promise<number> {
  // It listens before anything is done.
  const growth = await log.evaluateHandle((element) => {
    const lines = () => element.querySelectorAll("li").length;
    const before = lines();
    const grown = new Promise<void>((done) => {
      new MutationObserver((_, observer) => {
        if (lines() === before) return;
        observer.disconnect();
        done();
      }).observe(element, { childList: true, subtree: true });
    });
    return { grown };
  });
  const { all } = await workOf(
    page,
    async () => void (await act()),
    () => growth.evaluate(({ grown }) => grown),
  );
  await growth.dispose();
  return all;
}

test("the long conversation is read back in the console", async ({ browser }) => {
  test.setTimeout(5 * 60_000);
  const brand = stage.server.api(crowd.talk.brandToken);
  const [pages, messages, frames]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    const page = await browser.newPage();
    await logIn(page, stage, crowd.agent, `inbox/${crowd.talk.ticket}`);
    const log = page.getByRole("log").first();
    const older = log.getByRole("button", { name: "Show older messages" });
    const oneMore = () =>
      workOfMore(page, log, () => older.evaluate((button) => (button as HTMLElement).click()));
    await expect(older).toBeAttached();
    for (let step = 1; step < PAGES_BACK; step++) await oneMore();
    pages.push(await oneMore());
    const text = { text: `Still there? (${round})` };
    messages.push(
      await workOfMore(page, log, () => brand.post(`/crm/tickets/${crowd.talk.ticket}/messages`, text)),
    );
    frames.push(Math.max(...(await framesOfReadingBack(log, FRAMES_BACK))));
    await page.close();
  }
  const put = (what: string, rounds: number[]) =>
    figures.push({ what: `console, ${PAGES_BACK * 50} read back, ${what}`, unit: "ms", rounds });
  put("one page more, all work", pages);
  put("a new message, all work", messages);
  put("longest frame", frames);
});
