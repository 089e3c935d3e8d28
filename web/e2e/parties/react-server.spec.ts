// React components in a page that a server wrote: the browser takes it over as it is.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { expect, test } from "../stage/fixtures.ts";
import { buildPage } from "./build-page.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const LOCALES = ["en-GB", "fr-FR", "ar-EG"];

let path: string;
let written: string;

// The page is built once for all of it.
test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  path = await buildPage("react-server");
  const outDir = here("../../.cache/server/");
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true, resolve: { conditions: ["source", "module", "node"] } },
    oxc: { jsx: { runtime: "automatic", importSource: "react" } },
    build: { ssr: here("./pages/react-server/server.tsx"), outDir, emptyOutDir: true },
  });
  written = (await import(`${outDir}server.js`)).written();
  const pages = here(`../../.cache/pages${path}`);
  const empty = readFileSync(`${pages}index.html`, "utf8");
  for (const locale of LOCALES) {
    const html = empty.replace("<!--app-->", written).replace('lang="en"', `lang="${locale}"`);
    writeFileSync(`${pages}${locale}.html`, html);
  }
});

for (const locale of LOCALES) {
  test(`a page that a server wrote is taken over without a word, in ${locale}`, async ({
    browser,
    stage,
  }) => {
    const made = await stage.order(await stage.staff({ name: "Asha Rao" }));
    // The style attributes of such a page are not to the taste of our own strict policy.
    const context = await browser.newContext({ locale, bypassCSP: true });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    expect(written).toContain("Contact support");
    await page.goto(`${stage.url}${path}${locale}.html#token=${made.brandToken}&ticket=${made.ticket}`);
    const field = page.locator(".lia-box textarea");
    await field.fill("said on a page of a server");
    await field.press("Enter");
    await expect(page.getByRole("log").getByText("said on a page of a server")).toBeVisible();
    await expect(page.locator(".lia-launcher")).toBeVisible();
    await expect(page.locator(".lia-box")).toHaveAttribute("lang", locale.slice(0, 2));
    expect(complaints).toEqual([]);
    await context.close();
  });
}
