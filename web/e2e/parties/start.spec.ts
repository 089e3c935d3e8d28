// The widget's start: wherever its scripts stand, whatever the token source does, and whatever was not there at first.

import { expect, field, launcher, panel, say, talks, test } from "./any-page.ts";

const page = (head: string, body = "<h1>Host</h1>") =>
  `<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;

test("scripts in the head wait for the body, also behind a script that is slow", async ({
  page: tab,
  place,
}) => {
  const { site, scripts, order } = place;
  const made = await order();
  let release = () => {};
  site.answers.set("/slow.js", (answer) => {
    release = () => answer.writeHead(200, { "content-type": "text/javascript" }).end("window.slow = true");
  });
  const url = site.page(page(`${scripts(made)}<script src="/slow.js"></script>`));
  await tab.goto(url, { waitUntil: "commit" });
  // The widget's own script is there before the page has a body.
  const isThere = () => "boot" in ((window as never as { Liaison?: object }).Liaison ?? {});
  await expect.poll(() => tab.evaluate(isThere)).toBe(true);
  expect(await tab.evaluate(() => document.body)).toBeNull();
  release();
  await launcher(tab).click();
  await talks(tab, "after a slow script");
});

for (const [how, tag] of [
  ["async", (src: string) => `<script async src="${src}"></script>`],
  ["blocking", (src: string) => `<script src="${src}"></script>`],
  ["deferred", (src: string) => `<script defer src="${src}"></script>`],
  ["a module", (src: string) => `<script type="module" src="${src}"></script>`],
  ["imported by a module", (src: string) => `<script type="module">import "${src}";</script>`],
  ["written", (src: string) => `<script>document.write('<script src="${src}"><\\/script>')</script>`],
  [
    "put there by a script",
    (src: string) =>
      `<script>document.head.append(Object.assign(document.createElement("script"), { src: "${src}" }))</script>`,
  ],
] as const) {
  for (const where of ["head", "body"]) {
    test(`the loader is ${how}, in the ${where}`, async ({ page: tab, place }) => {
      const { site, scripts, order, loader } = place;
      const made = await order();
      const all = scripts(made).replace(/<script async.*$/, tag(loader));
      await tab.goto(site.page(where === "head" ? page(all) : page("", all)));
      await launcher(tab).click();
      await expect(field(tab)).toBeFocused();
    });
  }
}

test("commands before the script is there wait, in their order, and one that fails does not stop the others", async ({
  page: tab,
  place,
}) => {
  const { site, order, loader } = place;
  const made = await order();
  const early = `<script>
window.errors = []; addEventListener("error", (event) => { errors.push(event.message); event.preventDefault(); });
if (typeof Liaison !== "function") window.Liaison = (...facts) => (Liaison.q ||= []).push(facts);
Liaison("no-such-command");
Liaison("boot", { token: ${JSON.stringify(made.brandToken)}, ticketId: ${made.order.ticket.id} });
Liaison("open");
</script><script async src="${loader}"></script>`;
  await tab.goto(site.page(page(early)));
  await talks(tab, "opened before it was there");
  expect(await tab.evaluate(() => (window as never as { errors: string[] }).errors)).toHaveLength(1);
});

/** A token source, as a function of the page. */
const booting = (source: string, ticket: number, loader: string) =>
  page(`<script>
window.calls = 0;
if (typeof Liaison !== "function") window.Liaison = (...facts) => (Liaison.q ||= []).push(facts);
Liaison("boot", { token: ${source}, ticketId: ${ticket} });
</script><script async src="${loader}"></script>`);

for (const [what, fails] of [
  ["rejects", "Promise.reject(new Error('not now'))"],
  ["throws", "(() => { throw new Error('not now') })()"],
  ["gives nothing", "undefined"],
  ["gives an empty text", "''"],
  ["gives the page of an error", "'<html><title>502 Bad Gateway</title></html>'"],
  ["gives an object", "({ token: 'x' })"],
]) {
  test(`a token source that first ${what} is asked again`, async ({ page: tab, place }) => {
    const { site, order, loader } = place;
    const made = await order();
    const token = JSON.stringify(made.brandToken);
    const source = `() => ++calls <= 2 ? ${fails} : ${token}`;
    await tab.goto(site.page(booting(source, made.order.ticket.id, loader)));
    await launcher(tab).click();
    await talks(tab, "asked again");
  });
}

test("while there is no token the button is there, and the chat says that it tries again", async ({
  page: tab,
  place,
}) => {
  const { site, order, loader } = place;
  const made = await order();
  const source = `() => { calls++; return window.token ?? Promise.reject(new Error("not yet")) }`;
  await tab.goto(site.page(booting(source, made.order.ticket.id, loader)));
  await launcher(tab).click();
  const retry = panel(tab).getByRole("button", { name: "Try now" });
  await expect(retry).toBeVisible();
  await tab.evaluate((token) => Object.assign(window, { token }), made.brandToken);
  await retry.click({ timeout: 2_000 }).catch(() => {
    // It tried by itself in this very moment: the button is gone.
  });
  await talks(tab, "there at last");
});

test("a token source that hangs does not hold the widget for ever; one that is slow is waited for", async ({
  page: tab,
  place,
}) => {
  const { site, order, loader } = place;
  const made = await order();
  const token = JSON.stringify(made.brandToken);
  await tab.clock.install();
  const source = `() => ++calls === 1 ? new Promise(() => {}) : new Promise((done) => setTimeout(done, 3000, ${token}))`;
  await tab.goto(site.page(booting(source, made.order.ticket.id, loader)));
  await tab.clock.runFor(2_000);
  await launcher(tab).click();
  await expect(panel(tab)).toBeVisible();
  await expect(field(tab)).toHaveCount(0);
  await tab.clock.runFor(20_000);
  await tab.clock.resume();
  await talks(tab, "not for ever");
});

test("white space and quotes around a token do no harm, as a text and as an answer", async ({
  page: tab,
  place,
}) => {
  const { site, order, loader } = place;
  const made = await order();
  for (const source of [
    JSON.stringify(`${made.brandToken}\n`),
    JSON.stringify(` \r\n${made.brandToken}\t`),
    '() => fetch("/token").then((answer) => answer.text())',
    '() => fetch("/token.json").then((answer) => answer.text())',
    'fetch("/token").then((answer) => answer.text())',
  ]) {
    site.text("/token.json", `${JSON.stringify(made.brandToken)}\n`, "application/json");
    site.text("/token", `${made.brandToken}\r\n`);
    await tab.goto(site.page(booting(source, made.order.ticket.id, loader)));
    await launcher(tab).click();
    await expect(field(tab)).toBeFocused();
  }
});

test("what waits to be sent is kept for the person of the token, also of one that is promised", async ({
  page: tab,
  place,
}) => {
  const { site, order, loader } = place;
  const made = await order();
  const person = encodeURIComponent(`brand:${made.request.brand.external_id}`);
  const { token, ticket } = { token: JSON.stringify(made.brandToken), ticket: made.order.ticket.id };
  for (const source of [token, `Promise.resolve(${token})`, `() => ${token}`, `async () => ' ' + ${token}`]) {
    await tab.goto(site.page(booting(source, ticket, loader)));
    await launcher(tab).click();
    await talks(tab, "with a connection");
    await tab.context().setOffline(true);
    await field(tab).fill("without one");
    await field(tab).press("Enter");
    const kept = () =>
      tab.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("liaison/outbox/")));
    await expect.poll(kept).toEqual([expect.stringContaining(`liaison/outbox/${person}/`)]);
    await tab.context().setOffline(false);
    await expect.poll(kept).toEqual([]);
  }
});

test("a script of ours that could not be fetched is fetched again", async ({ page: tab, place }) => {
  const { site, scripts, order } = place;
  const made = await order();
  let refusals = 2;
  for (const file of ["**/widget/liaison.js", "**/widget/chat-*.js"]) {
    await tab.route(file, (route) => (refusals-- > 0 ? route.abort() : route.continue()));
  }
  await tab.goto(site.page(page(scripts(made))));
  await launcher(tab).click();
  refusals = 1;
  await talks(tab, "fetched again");
});

test("a server whose name has the word loader in it is found", async ({ browser, place }) => {
  const { site, door, order } = place;
  const made = await order();
  const port = new URL(door.url).port;
  const asked: string[] = [];
  const tab = await browser.newPage();
  tab.on("request", (request) => asked.push(request.url()));
  // Names below `localhost` lead to this machine.
  const loader = `http://chat.uploader.localhost:${port}/widget/loader.js`;
  const boot = `Liaison("boot", { token: ${JSON.stringify(made.brandToken)}, ticketId: ${made.order.ticket.id} });`;
  const first = `if (typeof Liaison !== "function") window.Liaison = (...facts) => (Liaison.q ||= []).push(facts); ${boot}`;
  await tab.goto(site.page(page(`<script>${first}</script><script async src="${loader}"></script>`)));
  await launcher(tab).click();
  await expect(field(tab)).toBeFocused();
  const ours = asked.filter((url) => !url.startsWith(site.url) && !url.startsWith("blob:"));
  expect(
    ours.every((url) => new URL(url).hostname === "chat.uploader.localhost"),
    ours.join("\n"),
  ).toBe(true);
  await tab.close();
});

test("what the page says after the widget is there works at once, also by the old way of a queue", async ({
  page: tab,
  place,
}) => {
  const { site, scripts, order } = place;
  const made = await order();
  await tab.goto(site.page(page(scripts(made))));
  await launcher(tab).waitFor();
  await say(tab, "open");
  await expect(field(tab)).toBeFocused();
});
