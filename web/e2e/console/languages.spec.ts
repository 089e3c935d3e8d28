// The console in other languages: as the browser speaks, as the person chose, never in English by mistake.

import type { Page } from "@playwright/test";
import { faultsOf } from "../stage/axe.ts";
import { expect, isThere, type StaffMember, type Stage, test } from "../stage/fixtures.ts";

/** Logs in through a page that speaks this language. */
async function logInWith(
  page: Page,
  stage: Stage,
  who: StaffMember,
  words: {
    readonly email: string;
    readonly password: string;
    readonly submit: string;
    readonly main: string;
  },
  path = "",
): Promise<void> {
  await page.goto(`${stage.url}/console/${path}`);
  await page.getByLabel(words.email).fill(who.email);
  await page.getByLabel(words.password, { exact: true }).fill(who.password);
  await page.getByRole("button", { name: words.submit, exact: true }).click();
  await expect(page.getByRole("navigation", { name: words.main })).toBeVisible();
}

const ARABIC = {
  email: "البريد الإلكتروني",
  password: "كلمة المرور",
  submit: "تسجيل الدخول",
  main: "القائمة الرئيسية",
};
const GERMAN = { email: "E-Mail", password: "Passwort", submit: "Anmelden", main: "Hauptnavigation" };
const ENGLISH = { email: "Email", password: "Password", submit: "Sign in", main: "Main" };

/** Looks at every text that the page ever shows; gives those of them that are among these words. */
async function watchFor(page: Page, words: readonly string[]): Promise<() => Promise<string[]>> {
  await page.addInitScript((sought) => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    const look = () => {
      const shown = document.body?.innerText ?? "";
      for (const word of sought) if (shown.includes(word)) seen.add(word);
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  }, words);
  return () => page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
}

/** Asked until it holds: after a change of its size a page is laid out anew, and parts of it with the next frame. */
const isTooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

const SIGN_IN = {
  en: "Sign in",
  ar: "تسجيل الدخول",
  de: "Anmelden",
  es: "Iniciar sesión",
  fr: "Se connecter",
  hi: "साइन इन करें",
  pt: "Entrar",
  sw: "Ingia",
};

test("the login is in the browser's language, whichever of the eight it is", async ({ browser, stage }) => {
  for (const [locale, words] of Object.entries(SIGN_IN)) {
    const context = await browser.newContext({ locale, viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    await page.goto(`${stage.url}/console/`);
    await expect(page.getByRole("button", { name: words, exact: true })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", locale);
    expect(await isTooWide(page), locale).toBe(false);
    await context.close();
  }
});

test.describe("in a browser that speaks Arabic", () => {
  test.use({ locale: "ar-EG" });

  test("the console is in Arabic, from the login to the answer", async ({ page, stage }) => {
    test.setTimeout(120_000);
    const asha = await stage.staff({ role: "admin" });
    const made = await stage.order(asha);
    await stage.say(made.brandToken, made.ticket, "When will it be ready?");
    await page.goto(`${stage.url}/console/`);
    await expect(page.getByRole("heading", { name: "تسجيل الدخول إلى Liaison" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "ar");
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    expect(await faultsOf(page), "login").toEqual([]);

    await logInWith(page, stage, asha, ARABIC);
    await expect(page.getByRole("heading", { name: "صندوق الوارد" })).toBeVisible();
    await expect(page.getByRole("link", { name: /^حالاتي/ })).toHaveText(/1/);
    // The rail lies at the right, where the page begins.
    const rail = await page.getByRole("navigation", { name: ARABIC.main }).boundingBox();
    expect(rail?.x).toBeGreaterThan(1_000);
    expect(await faultsOf(page), "inbox").toEqual([]);

    await page.getByRole("link", { name: new RegExp(made.request.title) }).click();
    const brand = page.getByRole("region", { name: new RegExp(`المحادثة مع .*${made.request.brand.name}`) });
    const field = brand.getByRole("textbox");
    await field.fill("سيكون جاهزًا غدًا");
    await brand.getByRole("button", { name: "إرسال", exact: true }).click();
    await expect(brand.getByRole("log").getByText("سيكون جاهزًا غدًا")).toBeVisible();
    await expect(brand.getByText("اليوم", { exact: true })).toBeVisible();
    // One kind of digits on the whole page.
    expect(await page.locator("body").innerText()).not.toMatch(/[٠-٩]/);
    // Why she has it, too: the server says so by a code.
    const why = page.locator("section").filter({ hasText: "لماذا هذا الوكيل" }).last();
    await why.getByRole("button", { name: "السجل" }).click();
    await expect(why.getByText("إسناد تلقائي").first()).toBeVisible();
    expect(await why.innerText()).not.toMatch(/nobody|connected|available|open|agent/i);
    expect(await faultsOf(page), "ticket").toEqual([]);
    expect(await isTooWide(page)).toBe(false);

    const paths = ["live", "templates", "labels", "staff", "keys", "settings", "activity", "preferences"];
    for (const path of paths) {
      await page.goto(`${stage.url}/console/${path}`);
      await isThere(page, ARABIC.main);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(/\p{Script=Arabic}/u);
      expect(await faultsOf(page), path).toEqual([]);
      expect(await isTooWide(page), `${path} is wider than the window`).toBe(false);
      if (path !== "activity") continue;
      const actions = page.locator("tbody td:nth-child(3)");
      await expect(actions.getByText("إضافة موظف").first()).toBeVisible();
      for (const action of await actions.allInnerTexts())
        expect(action).toMatch(/^\P{Script=Latin}*(API)?$/u);
    }
  });

  test("a choice comes before the browser, and follows to another one without a word of the other", async ({
    page,
    browser,
    stage,
  }) => {
    const asha = await stage.staff();
    await logInWith(page, stage, asha, ARABIC, "preferences");
    const kept = page.waitForResponse(
      (answer) => answer.url().endsWith("/api/me") && answer.request().method() === "PATCH",
    );
    await page.getByRole("combobox", { name: "اللغة" }).selectOption({ label: "Deutsch" });
    await expect(page.getByRole("heading", { name: "Persönliche Einstellungen" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await expect(page.locator("html")).toHaveAttribute("dir", "ltr");
    await kept;
    const seen = await watchFor(page, ["التفضيلات", "Preferences", "Appearance", "Theme"]);
    await page.reload();
    await expect(page.getByRole("combobox", { name: "Sprache" })).toHaveValue("de");
    expect(await seen(), "seen before German").toEqual([]);

    const elsewhere = await browser.newContext({ locale: "en-GB" });
    const other = await elsewhere.newPage();
    const seenThere = await watchFor(other, ["Preferences", "Appearance", "Theme"]);
    await logInWith(other, stage, asha, { ...ENGLISH, main: GERMAN.main }, "preferences");
    await expect(other.getByRole("combobox", { name: "Sprache" })).toHaveValue("de");
    expect(await seenThere(), "seen before German").toEqual([]);
    await elsewhere.close();
  });
});

test.describe("in a browser that speaks German", () => {
  test.use({ locale: "de-AT" });

  test("days, numbers and people are written as in German", async ({ page, stage }) => {
    const asha = await stage.staff();
    const made = await stage.order(asha);
    await stage.say(made.brandToken, made.ticket, "A question");
    await logInWith(page, stage, asha, GERMAN, `inbox/${made.ticket}`);
    await expect(page.getByText("Heute", { exact: true }).first()).toBeVisible();
    await expect(page.getByRole("heading", { name: "Meine 1" })).toBeVisible();
    // The server's own words too.
    const log = page.getByRole("log", { name: `Nachrichten mit ${made.request.brand.name}` });
    await expect(log.getByText(`Bearbeitet von ${asha.name}`)).toBeVisible();
    await page.setViewportSize({ width: 320, height: 700 });
    await expect.poll(() => isTooWide(page), "the ticket is wider than a small phone").toBe(false);
    await page.goto(`${stage.url}/console/inbox`);
    await expect(page.getByRole("heading", { name: /Meine/ })).toBeVisible();
    await expect.poll(() => isTooWide(page), "the inbox is wider than a small phone").toBe(false);
  });

  test("when the language cannot be fetched, it is English", async ({ page, stage }) => {
    await page.route(/\/assets\/german-/, (route) => route.abort());
    await page.goto(`${stage.url}/console/`);
    await expect(page.getByRole("heading", { name: "Sign in to Liaison" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  });
});
