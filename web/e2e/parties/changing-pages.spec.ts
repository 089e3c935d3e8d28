// Pages that throw their content away under the widget: it stays, or comes back, with the chat as it was.

import type { Page } from "@playwright/test";
import { hostToken } from "../stage/liaison.ts";
import { expect, field, launcher, type Place, panel, say, talks, test } from "./any-page.ts";

async function open(tab: Page, { site, scripts, order, server }: Place, inBody = false) {
  const made = await order();
  for (let number = 1; number <= 30; number++) {
    const line = { text: `line ${number}` };
    await server.api(made.brandToken).post(`/crm/tickets/${made.order.ticket.id}/messages`, line);
  }
  const all = scripts(made);
  const html = `<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,">${inBody ? "" : all}</head>
<body><main id="main">Host</main>${inBody ? all : ""}</body></html>`;
  const url = site.page(html);
  await tab.goto(url);
  await launcher(tab).click();
  await field(tab).fill("a draft");
  const log = panel(tab).getByRole("log");
  await log.evaluate((element) => element.scrollTo(0, 100));
  await expect(panel(tab).getByRole("button", { name: "Jump to latest messages" })).toBeVisible();
  return { made, url, log };
}

/** What pages do, each with its own tools. */
const CHANGES: Record<string, string> = {
  "Turbo: another body": `document.documentElement.replaceChild(document.createElement("body"), document.body)`,
  "another body, by the property": `document.body = document.createElement("body")`,
  "htmx boost: the content of the body": `document.body.innerHTML = "<main>Another page</main>"`,
  "the body is emptied": `document.body.replaceChildren()`,
  "the whole page as text": `document.documentElement.innerHTML = "<head><title>New</title></head><body>New</body>"`,
  "another root element": `{ const root = document.createElement("html");
    root.append(document.createElement("head"), document.createElement("body"));
    document.replaceChild(root, document.documentElement) }`,
  "everything but head and body is removed, as by a morphing library": `for (const child of [...document.documentElement.children])
    if (!/^(head|body)$/i.test(child.localName)) child.remove()`,
  "elements that the page does not know are removed": `for (const one of document.querySelectorAll(":not(:defined), liaison-chat")) one.remove()`,
  "a view transition": `document.startViewTransition(() => { document.body.innerHTML = "<main>Another page</main>" }).finished`,
};

for (const [what, change] of Object.entries(CHANGES)) {
  test(`the chat stays as it is: ${what}`, async ({ page: tab, place }) => {
    const { log } = await open(tab, place);
    await tab.evaluate(change);
    await expect(panel(tab)).toBeVisible();
    await expect(field(tab)).toHaveValue("a draft");
    expect(await log.evaluate((element) => element.scrollTop)).toBe(100);
    await expect(tab.locator("liaison-chat")).toHaveCount(1);
    await talks(tab, " and more");
    await say(tab, "close");
    await tab.evaluate(change);
    await launcher(tab).click();
    await expect(field(tab)).toBeVisible();
  });
}

test("a document that is written anew has the chat again", async ({ page: tab, place }) => {
  await open(tab, place);
  await tab.evaluate(() => {
    document.open();
    document.write("<!doctype html><title>New</title><body><h1>New</h1>");
    document.close();
  });
  await expect(field(tab)).toHaveValue("a draft");
  await talks(tab, " goes on");
});

test("a page that removes it again and again does not hang, and has it in the end", async ({
  page: tab,
  place,
}) => {
  await open(tab, place);
  const removals = await tab.evaluate(async () => {
    let count = 0;
    const observer = new MutationObserver(() => {
      const one = document.querySelector("liaison-chat");
      if (!one) return;
      count++;
      one.remove();
    });
    observer.observe(document.documentElement, { childList: true });
    document.querySelector("liaison-chat")?.remove();
    await new Promise((done) => setTimeout(done, 500));
    observer.disconnect();
    return count;
  });
  expect(removals).toBeLessThan(20);
  await expect(launcher(tab)).toBeVisible();
});

test("what was destroyed does not come back", async ({ page: tab, place }) => {
  await open(tab, place);
  await say(tab, "destroy");
  await tab.evaluate("document.body.innerHTML = 'x'");
  await expect(tab.locator("liaison-chat")).toHaveCount(0);
});

test("the way back: a page from the browser's cache is connected again, with the draft", async ({
  page: tab,
  place,
}) => {
  const { url } = await open(tab, place);
  // What browsers do when a page is left and comes back whole.
  const leaves = tab.waitForEvent("websocket");
  await tab.evaluate(() => {
    dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  await leaves;
  await expect(field(tab)).toHaveValue("a draft");
  await talks(tab, " after the way back");
  await tab.goto("about:blank");
  await tab.goBack();
  await expect(tab).toHaveURL(url);
  await launcher(tab).click();
  await expect(field(tab)).toBeVisible();
});

for (const second of ["", "?v=2"]) {
  for (const settings of [false, true]) {
    test(`two loaders, the second as loader.js${second}${settings ? ", with settings on the page" : ""}: one chat`, async ({
      page: tab,
      place,
    }) => {
      const { site, scripts, order, loader } = place;
      const made = await order();
      const boot = { token: made.brandToken, ticketId: made.order.ticket.id };
      const first = settings
        ? `<script>window.liaisonSettings = ${JSON.stringify(boot)}</script><script async src="${loader}"></script>`
        : scripts(made);
      await tab.goto(
        site.page(
          `<!doctype html><html lang="en"><head><title>Host</title>${first}<script async src="${loader}${second}"></script></head><body></body></html>`,
        ),
      );
      await launcher(tab).waitFor();
      await tab.addScriptTag({ url: `${loader}${second}` });
      await expect(tab.locator("liaison-chat")).toHaveCount(1);
      await say(tab, "open");
      await talks(tab, "one chat");
      await expect(launcher(tab)).toHaveCount(1);
    });
  }
}

test("a page that brings its scripts again with each content keeps its chat, and moves it to the next order", async ({
  page: tab,
  place,
}) => {
  const { made } = await open(tab, place, true);
  const { server, loader } = place;
  const { body: next } = await server.host.post("/orders", {
    external_id: `next-${made.order.id}`,
    title: "The next order",
    amount: 100,
    currency: "INR",
    brand: made.request.brand,
    creator: made.request.creator,
  });
  // The snippet overwrites what is there, as older ones do.
  await tab.evaluate(
    ([src, ticketId]) => {
      const page = window as unknown as { Liaison: { (...facts: unknown[]): void; q?: unknown[] } };
      page.Liaison = (...facts) => {
        page.Liaison.q ??= [];
        page.Liaison.q.push(facts);
      };
      page.Liaison("update", { ticketId });
      document.body.innerHTML = "<main>The next page</main>";
      document.body.append(Object.assign(document.createElement("script"), { src }));
    },
    [loader, next.ticket.id] as const,
  );
  await expect(panel(tab)).toContainText("The next order");
  await talks(tab, "about the next one");
  await expect(tab.locator("liaison-chat")).toHaveCount(1);
});

test("a page that brings new settings with its next content moves the open chat, and keeps the person", async ({
  page: tab,
  place,
}) => {
  const { site, order, server, loader } = place;
  const made = await order();
  const { body: next } = await server.host.post("/orders", {
    external_id: `settings-${made.order.id}`,
    title: "The order of the next page",
    amount: 100,
    currency: "INR",
    brand: made.request.brand,
    creator: made.request.creator,
  });
  const settings = { token: made.brandToken, ticketId: made.order.ticket.id };
  const scripts = `<script>window.liaisonSettings = ${JSON.stringify(settings)}</script><script async src="${loader}"></script>`;
  await tab.goto(
    site.page(`<!doctype html><html lang="en"><title>Host</title><body>${scripts}</body></html>`),
  );
  await launcher(tab).click();
  await expect(field(tab)).toBeFocused();
  const sockets: string[] = [];
  tab.on("websocket", (socket) => sockets.push(socket.url()));
  await tab.evaluate(
    ([src, token, ticketId]) => {
      Object.assign(window, { liaisonSettings: { token, ticketId } });
      document.body.replaceChildren(Object.assign(document.createElement("script"), { src }));
    },
    [loader, hostToken(made.request.brand, "brand"), next.ticket.id] as const,
  );
  await expect(panel(tab)).toContainText("The order of the next page");
  await talks(tab, "about the order of the next page");
  expect(sockets).toEqual([]);
});

test("two boots are one chat, with the settings of the second", async ({ page: tab, place }) => {
  const { made } = await open(tab, place);
  const settings = { token: made.brandToken, ticketId: made.order.ticket.id };
  await say(tab, "boot", settings);
  await say(tab, "boot", { ...settings, lang: "de" });
  await expect(tab.locator("liaison-chat")).toHaveCount(1);
  await launcher(tab).click();
  await expect(field(tab)).toHaveAttribute("placeholder", "Nachricht schreiben…");
});
