// Pages that do not like the widget, or know nothing of it: their styles, dialogs, frames, globals and names.

import type { Frame, Page } from "@playwright/test";
import { expect, field, launcher, type Place, panel, say, talks, test } from "./any-page.ts";

const html = (scripts: string, { head = "", body = "", attributes = "" } = {}) =>
  `<!doctype html><html lang="en" ${attributes}><head><title>Host</title><link rel="icon" href="data:,">${head}${scripts}</head><body>${body}</body></html>`;

async function open(tab: Page, place: Place, parts: Parameters<typeof html>[1] = {}, settings = "") {
  const made = await place.order();
  await tab.goto(place.site.page(html(place.scripts(made, settings), parts)));
  await launcher(tab).waitFor();
  return made;
}

/** Whether the round button is in its corner of the window, as large as it should be, and what a press would meet. */
const isInItsCorner = (tab: Page) =>
  expect
    .poll(() =>
      tab.evaluate(() => {
        const root = document.querySelector("liaison-chat")?.shadowRoot;
        const button = root?.querySelector(".lia-launcher");
        if (!root || !button) return "there is none";
        const { left, right, top, bottom, width, height } = button.getBoundingClientRect();
        const met = root.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        const { clientWidth } = document.documentElement;
        return {
          width,
          height,
          // A scroll bar of the page may or may not count.
          right: Math.abs(clientWidth - 20 - right) <= 16,
          bottom: Math.abs(innerHeight - 20 - bottom) <= 16,
          met: button.contains(met),
          opacity: getComputedStyle(button).opacity,
        };
      }),
    )
    .toEqual({ width: 56, height: 56, right: true, bottom: true, met: true, opacity: "1" });

const STYLES: Record<string, string> = {
  "what is not defined is invisible": ":not(:defined){visibility:hidden}",
  "what is empty is gone": ":empty{display:none}",
  "everything else is gone": "*{display:none!important} html,body{display:block!important}",
  "everything is invisible": "html{visibility:hidden;opacity:0} *{pointer-events:none!important}",
  "everything unset": "*{all:unset} *{all:unset!important}",
  "a body that is moved": "body{transform:translateX(30px);height:4000px}",
  "a root that is moved": "html{transform:translateY(10px);height:4000px}",
  "a body with a filter": "body{filter:blur(0);perspective:500px;height:4000px}",
  "a root with perspective": "html{perspective:500px;will-change:transform;height:4000px}",
  "contained and clipped": "html,body{contain:strict;overflow:hidden;height:40px;width:40px}",
  "the root lets nothing be painted": "html{overflow:clip;clip-path:inset(0 0 90% 0);height:4000px}",
  "a small root font": "html{font-size:62.5%} body{font-size:1px;zoom:1}",
  "letters and lines":
    "*{font:80px/3 serif!important;letter-spacing:20px!important;text-transform:uppercase!important}",
  "frames, dialogs and buttons":
    "iframe,dialog,button,textarea,svg,div,[role]{display:none!important;width:1px!important;position:static!important}",
  "popovers of their own": "[popover]{display:none!important;inset:0!important;border:9px solid!important}",
  "a war of layers": "#cover{position:fixed;inset:0;z-index:2147483647;background:#fff}",
  "from right to left": "html{direction:rtl;writing-mode:vertical-rl}",
  "a layer with importance": "@layer a{*{display:none!important} html,body{display:block!important}}",
  "animated away":
    "@keyframes gone{to{opacity:0;visibility:hidden;transform:scale(0)}} *{animation:gone 1ms forwards!important}",
  "the grid of a page": "html{display:grid;grid-template-columns:1fr;gap:99px} body{display:contents}",
};

for (const [what, css] of Object.entries(STYLES)) {
  test(`it looks and works as always: ${what}`, async ({ page: tab, place }) => {
    await open(tab, place, { head: `<style>${css}</style>`, body: `<div id="cover"></div>` });
    await isInItsCorner(tab);
    await launcher(tab).click();
    await talks(tab, "whatever the page looks like");
    const shown = await panel(tab).evaluate((element) => {
      const { width, height } = element.getBoundingClientRect();
      const { fontSize, letterSpacing, textTransform } = getComputedStyle(element);
      return { width, height, fontSize, letterSpacing, textTransform };
    });
    expect(shown).toMatchObject({
      width: 400,
      fontSize: "14px",
      letterSpacing: "normal",
      textTransform: "none",
    });
    expect(shown.height).toBeGreaterThan(400);
  });
}

test("a page that says how high it lies keeps things of its own above it", async ({ page: tab, place }) => {
  const cover = `<div style="position:fixed;inset:0;z-index:1000;background:#fff"></div>`;
  await open(tab, place, { body: cover }, "zIndex: 900");
  const isMet = () =>
    tab.evaluate(() => document.elementFromPoint(innerWidth - 48, innerHeight - 48)?.localName);
  expect(await isMet()).toBe("div");
  await say(tab, "boot", { token: "none", zIndex: 1001 });
  await expect.poll(isMet).toBe("liaison-chat");
});

const DIALOG = `<button id="pay" onclick="box.showModal()">Pay</button>
<dialog id="box"><input id="card" aria-label="Card"><button id="help" onclick="Liaison('open')">Help</button>
<button id="cancel" onclick="box.close()">Cancel</button></dialog>
<script>box.addEventListener("click", (event) => {
  const { left, right, top, bottom } = box.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  if (x < left || x > right || y < top || y > bottom) box.close();
});</script>`;

test("a button in a modal dialog opens the chat, and both can be used; Escape closes the chat alone", async ({
  page: tab,
  place,
}) => {
  await open(tab, place, { body: DIALOG });
  await tab.locator("#pay").click();
  await tab.locator("#help").click();
  await talks(tab, "asked from a dialog");
  await tab.locator("#card").click();
  await tab.keyboard.type("4242");
  await expect(tab.locator("#card")).toHaveValue("4242");
  await field(tab).fill("a draft");
  await tab.keyboard.press("Escape");
  await expect(panel(tab)).toHaveCount(0);
  await expect(tab.locator("#box")).toBeVisible();
  await tab.locator("#help").click();
  await expect(field(tab)).toHaveValue("a draft");
  // The dialog goes, the chat stays.
  await tab.locator("#cancel").click();
  await talks(tab, " and on");
  expect(await tab.evaluate(() => document.querySelector("liaison-chat")?.parentElement?.localName)).toBe(
    "html",
  );
});

test("a dialog that opens over an open chat does not shut it out, nor does one over that, nor its removal", async ({
  page: tab,
  place,
}) => {
  await open(tab, place, {
    body: `${DIALOG}<dialog id="second"><button id="sure">Sure?</button></dialog>`,
  });
  await launcher(tab).click();
  await field(tab).fill("one");
  await tab.evaluate(() => document.querySelector<HTMLDialogElement>("#second")?.showModal());
  await field(tab).click();
  await tab.keyboard.type(" two");
  // Opened later, though it stands before the other one in the page.
  await tab.evaluate(() => document.querySelector<HTMLDialogElement>("#box")?.showModal());
  await field(tab).click();
  await tab.keyboard.type(" three");
  await expect(field(tab)).toHaveValue("one two three");
  await tab.locator("#card").fill("1");
  await tab.evaluate(() => document.querySelector("#box")?.remove());
  await field(tab).click();
  await tab.keyboard.type(" four");
  await expect(field(tab)).toHaveValue("one two three four");
  await tab.locator("#sure").click();
});

for (const [engine, lacks] of Object.entries({
  "without moving": "delete Element.prototype.moveBefore;",
  "without a top layer for others": `delete Element.prototype.moveBefore;
    for (const name of ["popover", "showPopover", "hidePopover"]) delete HTMLElement.prototype[name];`,
})) {
  test(`an engine ${engine}: the chat goes into a modal dialog and back with its draft, its place and its focus`, async ({
    page: tab,
    place,
  }) => {
    const made = await open(tab, place, { head: `<script>${lacks}</script>`, body: DIALOG });
    const api = place.server.api(made.brandToken);
    for (let number = 1; number <= 30; number++)
      await api.post(`/crm/tickets/${made.order.ticket.id}/messages`, { text: `line ${number}` });
    await launcher(tab).click();
    await field(tab).fill("a draft");
    const log = panel(tab).getByRole("log");
    await log.evaluate((element) => element.scrollTo(0, 100));
    await expect(panel(tab).getByRole("button", { name: "Jump to latest messages" })).toBeVisible();
    await field(tab).focus();
    await tab.evaluate(() => document.querySelector<HTMLDialogElement>("#box")?.showModal());
    await field(tab).click();
    await tab.evaluate(() => document.querySelector<HTMLDialogElement>("#box")?.close());
    expect(await log.evaluate((element) => element.scrollTop)).toBe(100);
    await tab.keyboard.type("!");
    await expect(field(tab)).toHaveValue("a draft!");
    await isInItsCorner(tab);
  });
}

test("a modal dialog within a component of the page is found as well", async ({ page: tab, place }) => {
  const component = `<x-box></x-box><script>customElements.define("x-box", class extends HTMLElement {
    connectedCallback() {
      this.attachShadow({ mode: "open" }).innerHTML = "<dialog style='transform:rotate(2deg);overflow:hidden;width:90px'><button>Help</button></dialog>";
      this.shadowRoot.querySelector("button").onclick = () => Liaison("open");
      this.shadowRoot.querySelector("dialog").showModal();
    } });</script>`;
  await open(tab, place, { body: component });
  await tab.getByRole("button", { name: "Help" }).click();
  await talks(tab, "from within a component");
  expect(await panel(tab).evaluate((element) => element.getBoundingClientRect().width)).toBe(400);
});

test("a modal dialog within a component that opens over an open chat does not shut it out", async ({
  page: tab,
  place,
}) => {
  const component = `<x-box></x-box><x-box></x-box><script>customElements.define("x-box", class extends HTMLElement {
    connectedCallback() {
      this.attachShadow({ mode: "open" }).innerHTML = "<dialog><input aria-label='Card'></dialog>";
      this.dialog = this.shadowRoot.firstChild;
    } });
    const box = (index) => document.querySelectorAll("x-box")[index].dialog;</script>`;
  await open(tab, place, { body: component });
  await launcher(tab).click();
  await field(tab).fill("one");
  await tab.evaluate("box(0).showModal()");
  await field(tab).click();
  await tab.keyboard.type(" two");
  await tab.evaluate("box(1).showModal()");
  await field(tab).click();
  await tab.keyboard.type(" three");
  // They close without anything that has the focus.
  await tab.evaluate("box(1).close(), box(0).close()");
  await field(tab).click();
  await tab.keyboard.type(" four");
  await expect(field(tab)).toHaveValue("one two three four");
  await isInItsCorner(tab);
});

const FILMS = {
  "a canvas": "<canvas id='film'></canvas>",
  "a picture": "<img id='film' alt=''>",
  "a film": "<video id='film'></video>",
  "a text": "<textarea id='film'></textarea>",
  "a drawing": "<svg id='film'></svg>",
  "a frame": "<iframe id='film' allow='fullscreen' srcdoc='a game'></iframe>",
  "a component without a slot": `<div id='film'></div><script>film.attachShadow({ mode: "open" }).innerHTML = "<p>film</p>";</script>`,
  "a part of a component": `<div id='outer'></div><script>
    outer.attachShadow({ mode: "open" }).innerHTML = "<p>film</p>"; var film = outer.shadowRoot.firstChild;</script>`,
};

for (const [what, body] of Object.entries(FILMS)) {
  test(`the chat can be used while the screen is full of something: ${what}`, async ({
    page: tab,
    place,
  }) => {
    await open(tab, place, { body });
    await tab.evaluate("film.requestFullscreen()");
    await say(tab, "open");
    await talks(tab, "from the cinema");
    await tab.evaluate("document.fullscreenElement && document.exitFullscreen()");
    await talks(tab, "and from outside");
    await isInItsCorner(tab);
  });
}

test("the chat opens above what fills the screen", async ({ page: tab, place }) => {
  await open(tab, place, {
    body: `<div id="film" style="background:#000"><button id="help" onclick="Liaison('open')">Help</button></div>`,
  });
  await tab.evaluate(() => document.querySelector("#film")?.requestFullscreen());
  await tab.locator("#help").click();
  await talks(tab, "in the cinema");
});

/** A page in a frame of another one. */
async function inFrame(tab: Page, place: Place, sandbox: string | undefined, head = ""): Promise<Frame> {
  const made = await place.order();
  const inner = place.site.page(html(place.scripts(made), { head }));
  const rules = sandbox === undefined ? "" : `sandbox="${sandbox}"`;
  await tab.goto(
    place.site.page(html("", { body: `<iframe ${rules} src="${inner}" width="900" height="700"></iframe>` })),
  );
  const frame = tab.frames()[1];
  if (!frame) throw new Error("there is no frame");
  return frame;
}

for (const [what, sandbox, head] of [
  ["a frame", undefined, ""],
  ["a sandbox", "allow-scripts allow-same-origin", ""],
  [
    "a frame that may store nothing",
    undefined,
    `<script>for (const name of ["localStorage", "sessionStorage"])
      Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });</script>`,
  ],
] as const) {
  test(`it works in ${what}`, async ({ page: tab, place }) => {
    const frame = await inFrame(tab, place, sandbox, head);
    await frame.locator("liaison-chat .lia-launcher").click();
    const area = frame.locator("liaison-chat .lia-composer textarea");
    await area.fill("from a frame");
    await area.press("Enter");
    await expect(frame.locator("liaison-chat").getByText("Sent", { exact: true })).toBeVisible();
  });
}

test("in a sandbox without an origin the button is there, and nothing is thrown", async ({
  page: tab,
  place,
}) => {
  const frame = await inFrame(tab, place, "allow-scripts");
  await frame.locator("liaison-chat .lia-launcher").click();
  await expect(frame.locator("liaison-chat").getByRole("dialog")).toBeVisible();
});

const GLOBALS: Record<string, string> = {
  "prototype.js: arrays with toJSON, reduce and from of its own": `
    Array.prototype.toJSON = function () { return "[" + this.map(JSON.stringify).join(", ") + "]"; };
    Object.prototype.toJSON = undefined; delete Object.prototype.toJSON;
    String.prototype.toJSON = function () { return '"' + this + '"'; };
    Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };
    Array.from = function (list) { return Array.prototype.slice.call(list); };
    Element.prototype.scrollTo = function () { window.scrollTo(0, 0); return this; };
    Array.prototype.each = Array.prototype.forEach; Array.prototype.first = function () { return this[0]; };`,
  "more in every object": `
    Object.prototype.extend = function () {}; Object.prototype.once = function () { throw new Error("called"); };
    Object.prototype.debug = true; Function.prototype.defer = function () {}; Array.prototype.remove = function () {};`,
  "a Promise of their own": `
    const Native = Promise;
    window.Promise = function (run) { const real = new Native(run); this.then = real.then.bind(real); this.catch = real.catch.bind(real); };
    for (const name of ["resolve", "reject", "all", "race"]) window.Promise[name] = (value) => Native[name](value);`,
  "a fetch of their own": `
    const own = fetch;
    window.fetch = function (url, init) { return own.call(this, url, init).then((answer) => answer); };`,
  "an id, a lang and a url in every object": `
    Object.assign(Object.prototype, { id: 7, lang: "xx", url: "https://elsewhere.example", token: "none", dir: "up", title: "x" });`,
  "no ids, as without https": `Object.defineProperty(crypto, "randomUUID", { value: undefined });`,
  "no sounds, no observers": `for (const name of ["AudioContext", "ResizeObserver", "MediaRecorder", "requestIdleCallback"]) window[name] = undefined;`,
};

for (const [what, script] of Object.entries(GLOBALS)) {
  test(`it works where there is ${what}`, async ({ page: tab, place }) => {
    const made = await open(tab, place, { head: `<script>${script}</script>` });
    await launcher(tab).click();
    for (const words of ['says "one"', "says two", "says three"]) await talks(tab, words);
    // Nothing of the page's is written into what we draw.
    await expect(
      tab.locator("liaison-chat").locator('[id="7"], [lang="xx"], [dir="up"], [title="x"]'),
    ).toHaveCount(0);
    const { body } = await place.server
      .api(made.brandToken)
      .get(`/crm/tickets/${made.order.ticket.id}/messages`);
    expect(body.items.slice(-3).map(({ text }: { text: string }) => text)).toEqual([
      'says "one"',
      "says two",
      "says three",
    ]);
  });
}

test("elements with the names of properties are not taken for them", async ({ page: tab, place }) => {
  const names =
    "body documentElement head createElement addEventListener title hidden activeElement currentScript querySelector visibilityState hasFocus fullscreenElement"
      .split(" ")
      .map((name) => `<form name="${name}"></form><img name="${name}" id="${name}" alt="">`)
      .join("");
  const made = await place.order();
  await tab.goto(
    place.site.page(html("", { body: `${names}<div id="liaisonSettings"></div>${place.scripts(made)}` })),
  );
  await launcher(tab).click();
  await talks(tab, "by their own names");
});

for (const [what, element] of Object.entries({
  "a section": `<section id="Liaison"></section>`,
  "a form with a field q": `<form id="Liaison"><input name="q"></form>`,
  "two links": `<a id="Liaison" href="#x"></a><a id="Liaison" name="q" href="#y"></a>`,
})) {
  test(`an element with the id of our commands is not taken for them: ${what}`, async ({
    page: tab,
    place,
  }) => {
    const made = await place.order();
    await tab.goto(place.site.page(html("", { body: `${element}${place.scripts(made)}` })));
    await say(tab, "open");
    await talks(tab, "by commands");
    const settings = JSON.stringify({ token: made.brandToken, ticketId: made.order.ticket.id });
    const loaded = `<script>window.liaisonSettings = ${settings}</script><script async src="${place.loader}"></script>`;
    await tab.goto(place.site.page(html("", { body: `${element}${loaded}` })));
    await launcher(tab).click();
    await talks(tab, "by settings");
  });
}
