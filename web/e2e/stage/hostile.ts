// Markup and tricks, and how a page is asked whether any of it is more than text.

import { expect, type Page } from "@playwright/test";

/** What somebody could write who means harm. Whatever runs sets `window.hit`. */
export const CORPUS = [
  `<script>window.hit = 1</script>`,
  `<img src=x onerror="window.hit = 1">`,
  `<svg/onload=window.hit=1>`,
  `"><iframe srcdoc="<script>parent.hit=1</script>"></iframe>`,
  `<a href="javascript:window.hit=1">press me</a>`,
  `javascript:window.hit=1`,
  `https://example.com/"onmouseover="window.hit=1`,
  `{{constructor.constructor('window.hit=1')()}}`,
  `\${window.hit=1}`,
  `</textarea><script>window.hit=1</script>`,
  `<style>*{display:none}</style>`,
  `<details open ontoggle=window.hit=1>`,
  `<math><mtext></mtext><mglyph><svg><mtext><style><img src=x onerror=window.hit=1>`,
  `\u202Egnp.exe\u202C \u2066hidden\u2069`,
  `__proto__`,
  `%3Cscript%3Ewindow.hit=1%3C/script%3E`,
];

/** Looks at a page, and at the widget in it: nothing ran and nothing was made. Gives how many links of people it has. */
export async function isInert(page: Page): Promise<number> {
  const found = await page.evaluate(() => {
    const roots = [document, document.querySelector("liaison-chat")?.shadowRoot];
    const all = roots.flatMap((root) => [...(root?.querySelectorAll("*") ?? [])]);
    return {
      hit: "hit" in window,
      foreign: all
        .filter((one) => one.matches("iframe, object, embed, style, script:not([src])"))
        .map((one) => one.outerHTML),
      handlers: all.filter((one) => [...one.attributes].some(({ name }) => name.startsWith("on"))).length,
      links: all.flatMap((one) =>
        one instanceof HTMLAnchorElement && one.closest(".lia, .lia-message-text")
          ? [[one.protocol, one.rel]]
          : [],
      ),
    };
  });
  expect(found).toMatchObject({ hit: false, foreign: [], handlers: 0 });
  for (const [protocol, rel] of found.links) {
    expect(protocol).toMatch(/^https?:$/);
    expect(rel).toBe("noopener noreferrer nofollow ugc");
  }
  return found.links.length;
}
