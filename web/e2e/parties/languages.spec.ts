// Every language in a real page; Arabic from right to left; a language that cannot be fetched becomes English.

import { en } from "../../packages/react/src/words/en.ts";
import { languages, loadWords } from "../../packages/react/src/words/language.ts";
import { expect, test } from "../stage/fixtures.ts";
import { brandAtShop, brandInChat } from "./brand.ts";

test("the chat speaks every language that there is", async ({ browser, stage }) => {
  const { made, brand } = await brandAtShop({ browser, stage });
  for (const lang of languages) {
    const { write } = await loadWords(lang);
    await brand.goTo(stage, made.brandToken, made.ticket, lang);
    await brand.page.reload();
    await brand.open();
    await expect(brand.field).toHaveAttribute("placeholder", write);
    await expect(brand.widget.locator(".lia").first()).toHaveAttribute("lang", lang);
  }
  await brand.leave();
});

test("Arabic runs from right to left, and its numbers count as Arabic counts", async ({ browser, stage }) => {
  const { brand } = await brandInChat({ browser, stage }, { lang: "ar" });
  // So does what stands in for a text, whose dots would else be at the wrong end.
  await expect(brand.field).toHaveCSS("direction", "rtl");
  await brand.say("hello from the right");
  const [panel, own, send] = await Promise.all(
    [
      brand.panel,
      brand.said("hello from the right").locator(".lia-bubble"),
      brand.panel.locator(".lia-send"),
    ].map((one) => one.boundingBox()),
  );
  if (!panel || !own || !send) throw new Error("something is not there");
  // The widget stands in the left corner, own messages and the button to send on the left side of it.
  expect(panel.x).toBeLessThan(100);
  expect(own.x - panel.x).toBeLessThan(60);
  expect(send.x - panel.x).toBeLessThan(60);
  await brand.leave();
});

test("the browser's language is taken when the page does not say one", async ({ browser, stage }) => {
  const { brand } = await brandAtShop(
    { browser, stage },
    {
      options: { locale: "fr-CA" },
    },
  );
  await brand.page.evaluate(() => {
    document.documentElement.lang = "";
    const { Liaison } = window as unknown as { Liaison(...facts: unknown[]): void };
    const { token, ticket } = JSON.parse(sessionStorage.getItem("liaison-demo") ?? "{}");
    Liaison("boot", { token, ticketId: ticket });
  });
  await expect(brand.launcher).toHaveAccessibleName(/Ouvrir la discussion/);
  await brand.leave();
});

test("a language that cannot be fetched is English", async ({ browser, stage }) => {
  const { made, brand } = await brandAtShop({ browser, stage });
  await brand.page.route(/\/widget\/hi-/, (route) => route.abort());
  await brand.goTo(stage, made.brandToken, made.ticket, "hi");
  await brand.page.reload();
  await brand.open();
  await expect(brand.field).toHaveAttribute("placeholder", en.write);
  await brand.leave();
});
