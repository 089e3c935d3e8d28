// Pages of somebody else, written by each test as it likes them, on an origin of their own, with the widget's loader.

import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { complaintsBut } from "../stage/complaints.ts";
import { FrontDoor } from "../stage/front-door.ts";
import { type LiaisonServer, type MadeOrder, startLiaison } from "../stage/liaison.ts";

/** Answers one path of the site. */
type Answers = (answer: ServerResponse) => void;

/** A host's site, whose pages are those of the test. */
export class Site {
  readonly answers = new Map<string, Answers>();
  readonly #server: Server;
  #pages = 0;

  private constructor() {
    this.#server = createServer((asked, answer) => {
      const path = new URL(asked.url ?? "/", "http://site").pathname;
      const answers = this.answers.get(path);
      if (answers) answers(answer);
      else answer.writeHead(404).end();
    });
  }

  static async open(): Promise<Site> {
    const site = new Site();
    await new Promise<void>((resolve) => site.#server.listen(0, "127.0.0.1", resolve));
    return site;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Puts a page there; gives its address. */
  page(html: string, headers: Record<string, string> = {}): string {
    const path = `/page-${++this.#pages}`;
    this.answers.set(path, (answer) =>
      answer.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(html),
    );
    return `${this.url}${path}`;
  }

  /** Puts a text there; gives its address. */
  text(path: string, text: string, type = "text/plain"): string {
    this.answers.set(path, (answer) => answer.writeHead(200, { "content-type": type }).end(text));
    return `${this.url}${path}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

/** Where the tests of embedding happen. */
export interface Place {
  readonly server: LiaisonServer;
  readonly door: FrontDoor;
  readonly site: Site;
  /** The address of the loader. */
  readonly loader: string;
  /** The two scripts of the guide, booting a new order's brand. */
  readonly scripts: (made: MadeOrder, settings?: string) => string;
  readonly order: () => Promise<MadeOrder>;
}

let orders = 0;

export const test = base.extend<{ complaints: string[] }, { place: Place }>({
  place: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here.
    async ({}, use) => {
      const site = await Site.open();
      const server = await startLiaison({ CORS_ORIGIN: site.url });
      const door = await FrontDoor.open(server.port);
      const admin = server.api(await server.login());
      const asha = { name: "Asha Rao", email: "asha@example.com", role: "agent", capacity: 500 };
      await admin.post("/admin/staff", asha);
      const loader = `${door.url}/widget/loader.js`;
      await use({
        server,
        door,
        site,
        loader,
        scripts: (made, settings = "") => `<script>
if (typeof Liaison !== "function") window.Liaison = (...facts) => (Liaison.q ||= []).push(facts);
Liaison("boot", { token: ${JSON.stringify(made.brandToken)}, ticketId: ${made.order.ticket.id}, ${settings} });
</script><script async src="${loader}"></script>`,
        order: () => server.order(`any-${process.pid}-${++orders}`),
      });
      await door.close();
      await site.close();
      await server.remove();
    },
    { scope: "worker" },
  ],
  // Of what is logged, much is the pages' own.
  complaints: complaintsBut(/^/),
});

export { expect };

/** The parts of the widget on a page. */
export const launcher = (page: Page): Locator => page.locator("liaison-chat .lia-launcher");
export const panel = (page: Page): Locator => page.locator("liaison-chat").getByRole("dialog");
export const field = (page: Page): Locator => page.locator("liaison-chat .lia-composer textarea");

/** Says a command of the widget from the page. */
export const say = (page: Page, ...facts: unknown[]): Promise<unknown> =>
  page.evaluate(
    (words) => (window as unknown as { Liaison(...all: unknown[]): unknown }).Liaison(...words),
    facts,
  );

/** Writes to support by pointer and keys, as people do, and waits until the server has it. */
export async function talks(page: Page, words: string): Promise<void> {
  await field(page).click();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await expect(panel(page).locator(".lia-message", { hasText: words }).last()).toBeVisible();
  await expect(panel(page).locator('[data-icon="clock"]')).toHaveCount(0);
}
