// The programs of docs/guides, as they stand there: only address, token and ticket are those of the test.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, type Stage, test } from "../stage/fixtures.ts";
import { FrontDoor } from "../stage/front-door.ts";
import { type MadeOrder, startLiaison } from "../stage/liaison.ts";
import { buildPage } from "./build-page.ts";

// react-native-web and the guide's own style are put into the page, which our strict policy would refuse.
test.use({ bypassCSP: true });

const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");

/** The first code of a guide after these words. */
function codeAfter(words: string, guide: string): string {
  const [, after] = read(`../../../docs/guides/${guide}.md`).split(words);
  const code = after && /```\w+\n(.*?)```/s.exec(after)?.[1];
  if (!code) throw new Error(`${guide}.md has no code after: ${words}`);
  return code;
}

/** The code with the facts of a test in the places that a reader fills in. */
function filledIn(code: string, url: string, { brandToken, order }: MadeOrder): string {
  for (const place of ["http://localhost:8080", '"TOKEN"', "icketId"]) expect(code).toContain(place);
  return code
    .replaceAll("http://localhost:8080", url)
    .replaceAll('"TOKEN"', JSON.stringify(brandToken))
    .replace(/(icketId\W+)1\b/, `$1${order.ticket.id}`);
}

async function talks(page: Page, stage: Pick<Stage, "server">, made: MadeOrder): Promise<void> {
  const field = page.getByLabel("Write a message…");
  await field.fill("said by the guide");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect
    .poll(async () => {
      const route = `/crm/tickets/${made.order.ticket.id}/messages`;
      return (await stage.server.api(made.brandToken).get(route)).body.items.at(-1)?.text;
    })
    .toBe("said by the guide");
}

/** Builds the guide's program as an application; gives its path. */
async function built(name: string, code: string, start: string): Promise<string> {
  const root = fileURLToPath(new URL(`../../.cache/guides/${name}/`, import.meta.url));
  mkdirSync(root, { recursive: true });
  writeFileSync(`${root}App.tsx`, code);
  writeFileSync(`${root}start.tsx`, start);
  writeFileSync(
    `${root}index.html`,
    `<!doctype html><html lang="en"><head><title>A guide</title><link rel="icon" href="data:,">
<script type="module" src="./start.tsx"></script></head><body><main id="root"></main></body></html>`,
  );
  return buildPage(name, root);
}

test("any page: the whole page of the guide opens the chat, from an origin of its own", async ({ page }) => {
  let html = "";
  const site = createServer((_, answer) => answer.writeHead(200, { "content-type": "text/html" }).end(html));
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const server = await startLiaison({ CORS_ORIGIN: origin });
  const door = await FrontDoor.open(server.port);
  try {
    const admin = server.api(await server.login());
    const asha = { name: "Asha Rao", email: "asha@example.com", role: "agent", capacity: 50 };
    await admin.post("/admin/staff", asha);
    const made = await server.order("guide");
    html = filledIn(codeAfter("Save as `index.html`", "embed-in-five-minutes"), door.url, made);
    await page.goto(origin);
    await page.getByRole("button", { name: "Ask us" }).click();
    await talks(page, { server }, made);
  } finally {
    await door.close();
    await server.remove();
    site.closeAllConnections();
    site.close();
  }
});

test("React: the guide's program talks, and takes the guide's style", async ({ page, stage }) => {
  const made = await stage.order(await stage.staff({ name: "Asha Rao" }));
  const code = codeAfter("Save as `src/main.tsx`", "embed-in-five-minutes");
  const path = await built("guide-react", filledIn(code, stage.url, made), 'import "./App.tsx";');
  await page.goto(`${stage.url}${path}`);
  await page.addStyleTag({ content: codeAfter("`light-dark()`:", "theme") });
  await page.getByRole("button", { name: "Contact support" }).click();
  await talks(page, stage, made);
  await expect(page.getByRole("dialog")).toHaveCSS("background-color", "rgb(255, 253, 248)");
  await expect(page.getByRole("dialog")).toHaveCSS("z-index", "901");
});

test("React Native: the guide's program talks", async ({ page, stage }) => {
  const made = await stage.order(await stage.staff({ name: "Asha Rao" }));
  const code = codeAfter("Save as `App.tsx`", "embed-in-five-minutes");
  const start = `import { createRoot } from "react-dom/client";
import App from "./App.tsx";
createRoot(document.querySelector("#root")!).render(<App />);`;
  const path = await built("guide-react-native", filledIn(code, stage.url, made), start);
  await page.goto(`${stage.url}${path}`);
  await page.getByRole("button", { name: "Contact support" }).click();
  await talks(page, stage, made);
});
