// What is typed in the chat stays in the chat, whatever the page listens to; the page's own shortcuts work outside of it.

import type { Page } from "@playwright/test";
import { expect, field, launcher, type Place, panel, say, test } from "./any-page.ts";

/** Opens a page with a search field and this script, and the chat on it. */
async function open(tab: Page, { site, scripts, order }: Place, script: string): Promise<void> {
  const made = await order();
  const html = `<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,">
<script>window.acted = [];
const typing = "input,textarea,select,[contenteditable]";
const act = (event) => { acted.push(event.type + ":" + event.key); event.preventDefault(); search.focus(); };
</script><script>${script}</script>${scripts(made)}</head>
<body><input id="search" aria-label="Search"><button id="own">Own</button></body></html>`;
  await tab.goto(site.page(html));
  await launcher(tab).click();
  await expect(field(tab)).toBeFocused();
}

const acted = (tab: Page) => tab.evaluate(() => (window as never as { acted: string[] }).acted);

/** Listeners of pages, as they are found: each takes keys that are not typed into a field, by some idea of what that is. */
const IDEAS = {
  "the target matches a field": "if (event.target.matches(typing)) return;",
  "the target is within a field": "if (event.target.closest(typing)) return;",
  "the name of the target": "if (/^(input|textarea|select)$/i.test(event.target.tagName)) return;",
  "the target can be edited":
    "if (event.target.isContentEditable || event.target.tagName === 'INPUT') return;",
  "the first of the path": "if (event.composedPath()[0].matches(typing)) return;",
  "the active element": "if (/input|textarea/i.test(document.activeElement.tagName)) return;",
  "the name of the node": "if (/^(input|textarea|select)$/i.test(event.target.nodeName)) return;",
  "the local name": "if (['input', 'textarea', 'select'].includes(event.target.localName)) return;",
  "the class of the target": "if (event.target instanceof HTMLTextAreaElement) return;",
  "the class of the active element": "if (document.activeElement instanceof HTMLTextAreaElement) return;",
  "a method of the prototype": "if (Element.prototype.matches.call(event.target, typing)) return;",
  "what matches :focus": "if (document.querySelector('input:focus, textarea:focus')) return;",
  "all that matches :focus": "if (document.querySelectorAll(':focus').item(0)?.matches(typing)) return;",
  "whether there is a selection": "if (event.target.selectionStart !== undefined) return;",
  "the selection of the active element":
    "if (typeof document.activeElement.selectionStart === 'number') return;",
  "the type of the target": "if (['text', 'search', 'textarea'].includes(event.target.type)) return;",
};

/** Listeners that ask nothing: no listener of the document may hear anything at all. */
const WAYS = {
  "document, bubbling": "document.addEventListener(type, handler)",
  "document, capturing": "document.addEventListener(type, handler, true)",
  "window, bubbling": "addEventListener(type, handler)",
  "the root element": "document.documentElement.addEventListener(type, handler, true)",
  "a property of the document": "document['on' + type] = handler",
};

for (const [way, listen] of Object.entries(WAYS)) {
  test(`nothing typed is heard by the page: ${way}`, async ({ page: tab, place }) => {
    const script = `for (const type of ["keydown", "keypress", "keyup"]) { const handler = act; ${listen}; }`;
    await open(tab, place, script);
    await tab.keyboard.type("ask us s/k please");
    await tab.keyboard.press("Shift+Enter");
    await tab.keyboard.press("Control+k");
    await tab.keyboard.press("Backspace");
    await tab.keyboard.press("ArrowUp");
    await expect(field(tab)).toHaveValue("ask us s/k please");
    expect(await acted(tab)).toEqual([]);
    await tab.keyboard.press("Enter");
    await expect(panel(tab).locator(".lia-message", { hasText: "ask us s/k please" })).toBeVisible();
    expect(await acted(tab)).toEqual([]);
    // Outside the page has its keys.
    await tab.locator("#own").focus();
    await tab.keyboard.press("s");
    expect(await acted(tab)).toContain("keydown:s");
  });
}

for (const [idea, asks] of Object.entries(IDEAS)) {
  test(`a listener of the window that was there first takes the chat for a field: ${idea}`, async ({
    page: tab,
    place,
  }) => {
    await open(tab, place, `addEventListener("keydown", (event) => { ${asks} act(event); }, true);`);
    await tab.keyboard.type("ask us s/k please");
    await expect(field(tab)).toHaveValue("ask us s/k please");
    expect(await acted(tab)).toEqual([]);
    await tab.locator("#own").focus();
    await tab.keyboard.press("k");
    expect(await acted(tab)).toEqual(["keydown:k"]);
  });
}

test("a listener of the window that was there first and asks nothing gets neither the key nor the focus", async ({
  page: tab,
  place,
}) => {
  const script = `for (const type of ["keydown", "keypress", "keyup", "beforeinput", "mousedown"])
    addEventListener(type, (event) => { if (!ready) return; act(event); event.stopImmediatePropagation(); }, true);
    var ready = false;`;
  await open(tab, place, script);
  await tab.evaluate("ready = true");
  await tab.keyboard.type("ask us s/k please");
  await expect(field(tab)).toHaveValue("ask us s/k please");
  await field(tab).click();
  await tab.keyboard.press("Enter");
  await expect(panel(tab).locator(".lia-message", { hasText: "ask us s/k please" })).toBeVisible();
  await expect(field(tab)).toBeFocused();
  // Outside of the chat, and after it, the page's listener is as it was.
  await tab.keyboard.press("Escape");
  await expect(panel(tab)).toHaveCount(0);
  await tab.locator("#own").focus();
  await tab.keyboard.press("s");
  await expect(tab.locator("#search")).toBeFocused();
});

test("outside of the chat's fields the page's view is what it always is", async ({ page: tab, place }) => {
  await open(tab, place, "");
  const view = () =>
    tab.evaluate(() => [
      document.activeElement?.nodeName,
      document.querySelector("input:focus, textarea:focus")?.nodeName,
      document.querySelector("liaison-chat")?.nodeName,
    ]);
  expect(await view()).toEqual(["TEXTAREA", "TEXTAREA", "LIAISON-CHAT"]);
  await panel(tab).getByRole("button", { name: "Close" }).focus();
  expect(await view()).toEqual(["LIAISON-CHAT", undefined, "LIAISON-CHAT"]);
  await tab.locator("#search").focus();
  expect(await view()).toEqual(["INPUT", "INPUT", "LIAISON-CHAT"]);
});

test("the page of the report: its search stays closed", async ({ page: tab, place }) => {
  const script = `document.addEventListener("keydown", (e) => {
    if (e.target.matches("input,textarea,select,[contenteditable]")) return;
    if ("s/k".includes(e.key)) { e.preventDefault(); search.focus(); } });`;
  await open(tab, place, script);
  await tab.keyboard.type("ask us s/k please");
  await expect(field(tab)).toHaveValue("ask us s/k please");
  await expect(tab.locator("#search")).toHaveValue("");
});

test("text, clipboard, composition and files stay inside; the composer has them", async ({
  page: tab,
  place,
}) => {
  const types =
    "beforeinput input compositionstart compositionupdate compositionend paste copy cut drop dragover";
  const script = `for (const type of ${JSON.stringify(types.split(" "))})
    document.addEventListener(type, (event) => { acted.push(event.type); event.preventDefault(); });`;
  await open(tab, place, script);
  const devtools = await tab.context().newCDPSession(tab);
  await devtools.send("Input.imeSetComposition", { text: "とう", selectionStart: 2, selectionEnd: 2 });
  await devtools.send("Input.insertText", { text: "東京" });
  await expect(field(tab)).toHaveValue("東京");
  await tab.keyboard.press("Control+a");
  await tab.keyboard.press("Control+x");
  await expect(field(tab)).toHaveValue("");
  await tab.keyboard.press("Control+v");
  await expect(field(tab)).toHaveValue("東京");
  await panel(tab)
    .locator(".lia-chat")
    .evaluate(async (chat) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["brief"], "brief.txt", { type: "text/plain" }));
      for (const type of ["dragenter", "dragover", "drop"]) {
        const init = { bubbles: true, composed: true, cancelable: true, dataTransfer };
        chat.dispatchEvent(new DragEvent(type, init));
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
      }
    });
  await expect(panel(tab).locator(".lia-uploads li")).toHaveCount(1);
  await expect(panel(tab).locator(".lia-drop")).toHaveCount(0);
  expect(await acted(tab)).toEqual([]);
});

test("Escape closes the chat and nothing of the page; then the page has its keys again", async ({
  page: tab,
  place,
}) => {
  await open(tab, place, `document.addEventListener("keydown", act, true);`);
  await tab.keyboard.press("Escape");
  await expect(panel(tab)).toHaveCount(0);
  await expect(launcher(tab)).toBeFocused();
  expect(await acted(tab)).toEqual([]);
  await tab.keyboard.press("k");
  expect(await acted(tab)).toEqual(["keydown:k"]);
});

test("a page that pulls the focus back to its own dialog does not get it from the chat", async ({
  page: tab,
  place,
}) => {
  const script = `const pull = (event) => { if (event.target !== search) { acted.push("pulled"); search.focus(); } };
    document.addEventListener("focusin", pull);
    document.addEventListener("focusin", pull, true);`;
  await open(tab, place, script);
  await field(tab).click();
  await tab.keyboard.type("still mine");
  await expect(field(tab)).toHaveValue("still mine");
});

for (const [way, on] of [
  ["the document, on its way in", "document"],
  ["the window, there first", "window"],
] as const) {
  test(`a trap that hears of each focus does not get it from the chat: ${way}`, async ({
    page: tab,
    place,
  }) => {
    const script = `for (const type of ["focus", "focusin", "blur", "focusout"]) ${on}.addEventListener(type, (event) => {
      if (event.target !== search && event.target.nodeType === 1) search.focus(); }, true);`;
    await open(tab, place, script);
    await field(tab).click();
    await tab.keyboard.type("still mine");
    await expect(field(tab)).toHaveValue("still mine");
    await panel(tab)
      .getByRole("button", { name: /^Attach/ })
      .focus();
    await expect(panel(tab).getByRole("button", { name: /^Attach/ })).toBeFocused();
  });

  test(`a page that scrolls by itself does not keep the log from scrolling: ${way}`, async ({
    page: tab,
    place,
  }) => {
    const made = await place.order();
    const api = place.server.api(made.brandToken);
    for (let number = 1; number <= 30; number++)
      await api.post(`/crm/tickets/${made.order.ticket.id}/messages`, { text: `line ${number}` });
    const script = `window.scrolls = 0; for (const type of ["wheel", "touchmove"])
      ${on}.addEventListener(type, (event) => { event.preventDefault(); scrolls++; }, { passive: false, capture: true });`;
    await open(tab, { ...place, order: async () => made }, script);
    const log = panel(tab).getByRole("log");
    await expect(log.getByText("line 30")).toBeVisible();
    await log.hover();
    const top = () => log.evaluate((element) => element.scrollTop);
    const before = await top();
    await tab.mouse.wheel(0, -200);
    await expect.poll(top).toBeLessThan(before);
  });
}

test("the chat hears each key as it was, also those of an input method", async ({ page: tab, place }) => {
  await open(tab, place, "");
  const heard = await field(tab).evaluate((area) => {
    const facts = (event: KeyboardEvent) => {
      const { type, key, code, keyCode, charCode, location, repeat, isComposing } = event;
      const { ctrlKey, shiftKey, altKey, metaKey } = event;
      const modifiers = [ctrlKey, shiftKey, altKey, metaKey, event.getModifierState("AltGraph")];
      return {
        type,
        key,
        code,
        keyCode,
        charCode,
        location,
        repeat,
        isComposing,
        modifiers,
      };
    };
    const all: ReturnType<typeof facts>[] = [];
    const asked = [
      { type: "keydown", key: "Process", code: "Enter", keyCode: 229, isComposing: true },
      { type: "keydown", key: "Enter", code: "Enter", keyCode: 229 },
      {
        type: "keydown",
        key: "@",
        code: "KeyQ",
        keyCode: 81,
        modifierAltGraph: true,
        ctrlKey: true,
        altKey: true,
      },
      { type: "keypress", key: "a", code: "KeyA", keyCode: 97, charCode: 97, repeat: true, shiftKey: true },
      { type: "keyup", key: "Meta", code: "MetaRight", keyCode: 93, location: 2, metaKey: true },
    ];
    const pairs = asked.map(({ type, ...init }) => {
      const event = new KeyboardEvent(type, { ...init, bubbles: true, composed: true, cancelable: true });
      return [event, facts(event)] as const;
    });
    for (const type of ["keydown", "keypress", "keyup"])
      area.addEventListener(type, (event) => all.push(facts(event as KeyboardEvent)), { once: false });
    for (const [event] of pairs) area.dispatchEvent(event);
    return { all, asked: pairs.map(([, before]) => before) };
  });
  expect(heard.all).toEqual(heard.asked);
});

test("the own keys of the chat work: focus goes on by Tab, and an emptied panel lets go", async ({
  page: tab,
  place,
}) => {
  await open(tab, place, "");
  await tab.keyboard.press("Tab");
  await expect(field(tab)).not.toBeFocused();
  await tab.keyboard.press("Shift+Tab");
  await expect(field(tab)).toBeFocused();
  await say(tab, "destroy");
  await tab.locator("#search").fill("");
  await tab.keyboard.type("s");
  await expect(tab.locator("#search")).toHaveValue("s");
});
