// Somebody who looks elsewhere: told by a tone, the title and the desktop, and away after a while without a key.

import type { Page } from "@playwright/test";
import { expect, logIn, test } from "../stage/fixtures.ts";

interface Heard {
  asked: number;
  notices: { title: string; body: string }[];
  tones: number;
}

/** Stands in for what a headless browser has no desktop and no loudspeaker for; writes down what was asked of them. */
async function listenTo(page: Page, answer: NotificationPermission): Promise<() => Promise<Heard>> {
  await page.addInitScript((granted) => {
    const told: Heard = { asked: 0, notices: [], tones: 0 };
    let permission: NotificationPermission = "default";
    class Desktop {
      static get permission() {
        return permission;
      }
      static requestPermission() {
        told.asked++;
        permission = granted;
        return Promise.resolve(permission);
      }
      onclick: (() => void) | null = null;
      constructor(title: string, { body = "" } = {}) {
        told.notices.push({ title, body });
      }
      close() {}
    }
    const { createOscillator } = AudioContext.prototype;
    AudioContext.prototype.createOscillator = function () {
      told.tones++;
      return createOscillator.call(this);
    };
    Object.assign(window, { Notification: Desktop, told });
  }, answer);
  return () => page.evaluate(() => (window as unknown as { told: Heard }).told);
}

/** As if another window were before this one. */
const lookAway = (page: Page) =>
  page.evaluate(() => Object.defineProperty(document, "hidden", { value: true, configurable: true }));

test("the desktop is asked for only by a press, and then tells of a message to somebody who looks elsewhere", async ({
  page,
  stage,
}) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  const told = await listenTo(page, "granted");
  await logIn(page, stage, asha);
  await stage.say(made.brandToken, made.ticket, "Before anybody was asked");
  await expect(page.getByText("Before anybody was asked")).toBeVisible();
  expect((await told()).asked).toBe(0);

  await page.getByRole("button", { name: /Your menu$/ }).click();
  await page.getByRole("menuitem", { name: "Preferences" }).click();
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page.getByRole("switch", { name: "Desktop notifications" })).toBeChecked();
  expect((await told()).asked).toBe(1);

  // Whoever looks at the page is not told by the desktop too.
  await stage.say(made.brandToken, made.ticket, "While one looks");
  await expect(page).toHaveTitle(/^\(\d+\)/);
  expect((await told()).notices).toEqual([]);
  await lookAway(page);
  await stage.say(made.brandToken, made.ticket, "While one looks elsewhere");
  await expect.poll(async () => (await told()).notices.length).toBe(1);
  const [notice] = (await told()).notices;
  expect(notice?.title).toContain(made.request.brand.name);
  expect(notice?.body).toContain("While one looks elsewhere");
});

test("a refusal of the desktop is respected, and said", async ({ page, stage }) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  const told = await listenTo(page, "denied");
  await logIn(page, stage, asha, "preferences");
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page.getByRole("button", { name: "Allow" })).toHaveCount(0);
  await expect(page.getByRole("switch", { name: "Desktop notifications" })).toHaveCount(0);
  await lookAway(page);
  await stage.say(made.brandToken, made.ticket, "Nobody is told by the desktop");
  await expect(page).toHaveTitle(/^\(\d+\)/);
  expect(await told()).toMatchObject({ asked: 1, notices: [] });
});

test("a tone for each message of a party, none when it was switched off, none for what one reads", async ({
  page,
  stage,
}) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  const other = await stage.order(asha);
  const told = await listenTo(page, "denied");
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  await expect(page.getByText("This is the beginning of the conversation.")).toHaveCount(2);
  await stage.say(made.brandToken, made.ticket, "Read as it comes");
  await expect(page.getByRole("log").getByText("Read as it comes")).toBeVisible();
  expect((await told()).tones).toBe(0);
  await stage.say(other.brandToken, other.ticket, "From another ticket");
  // Two notes are one tone.
  await expect.poll(async () => (await told()).tones).toBe(2);

  await page.getByRole("button", { name: /Your menu$/ }).click();
  await page.getByRole("menuitem", { name: "Preferences" }).click();
  await page.getByRole("switch", { name: "Sound" }).click();
  await page.getByRole("link", { name: "Inbox" }).click();
  await stage.say(other.brandToken, other.ticket, "Without a sound");
  await expect(page.getByText("Without a sound")).toBeVisible();
  expect((await told()).tones).toBe(2);
});

test("without a key for ten minutes one is away, and there again with the first one", async ({
  page,
  stage,
}) => {
  const asha = await stage.staff();
  const status = async () => (await asha.api.get("/me")).body.agent_status;
  await page.clock.install();
  await logIn(page, stage, asha);
  expect(await status()).toBe("available");
  await page.clock.fastForward("09:00");
  await page.keyboard.press("Shift");
  await page.clock.fastForward("09:30");
  expect(await status()).toBe("available");
  await page.clock.fastForward("01:00");
  await expect.poll(status).toBe("away");
  await expect(page.getByRole("button", { name: /Away\. Your menu$/ })).toBeVisible();
  await page.keyboard.press("Shift");
  await expect.poll(status).toBe("available");

  // Whoever set Away by hand stays away, whatever they touch.
  await page.getByRole("button", { name: /Your menu$/ }).click();
  await page.getByRole("menuitemradio", { name: "Away" }).click();
  await expect.poll(status).toBe("away");
  await page.clock.fastForward("11:00");
  await page.keyboard.press("Shift");
  await page.clock.fastForward("00:30");
  expect(await status()).toBe("away");
});
