// The first opening of the chat on a page: from the press until one can write, with nothing of it in the browser's cache.

import { type BrowserContext, type CDPSession, type Page, test } from "@playwright/test";
import { type OpenStage, openStage } from "../e2e/stage/fixtures.ts";
import type { MadeOrder } from "../e2e/stage/liaison.ts";
import { type Figure, table } from "./figures.ts";

const ROUNDS = 5;
const GOAL = "at most 300";

/** What Chromium's developer tools call "Slow 4G": Lighthouse's phone. */
const SLOW_4G = { latency: 150, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (0.75e6 / 8) * 0.9 };

/** When it is pressed. */
const WHEN = {
  "as soon as it is there": async () => {},
  "when the page is at rest": (page: Page) => page.waitForLoadState("networkidle"),
};

let stage: OpenStage;
let made: MadeOrder & { ticket: number };
const figures: Figure[] = [];

test.beforeAll(async () => {
  stage = await openStage();
  made = await stage.order(await stage.staff());
});

test.afterAll(async () => {
  process.stdout.write(`\nFirst opening of the chat, an empty cache\n\n${table(figures)}\n`);
  await stage?.close();
});

/** Milliseconds from the press until the field of the message has the focus. */
async function opening(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        const root = document.querySelector("liaison-chat")?.shadowRoot;
        const begun = performance.now();
        root?.querySelector<HTMLElement>(".lia-launcher")?.click();
        const look = () => {
          if (root?.activeElement?.localName === "textarea") done(performance.now() - begun);
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}

async function narrow(context: BrowserContext, page: Page): Promise<CDPSession> {
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.emulateNetworkConditions", { offline: false, ...SLOW_4G });
  return devtools;
}

for (const network of ["local", "slow 4G"]) {
  for (const [when, wait] of Object.entries(WHEN)) {
    test(`${network}, pressed ${when}`, async ({ browser }) => {
      const rounds: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const context = await browser.newContext({ reducedMotion: "reduce" });
        const page = await context.newPage();
        if (network !== "local") await narrow(context, page);
        await page.goto(`${stage.url}/demo/#token=${made.brandToken}&ticket=${made.ticket}`);
        await page.locator("liaison-chat .lia-launcher").waitFor();
        await wait(page);
        rounds.push(await opening(page));
        await context.close();
      }
      figures.push({ what: `${network}, pressed ${when}`, unit: "ms", rounds, goal: GOAL });
    });
  }
}
