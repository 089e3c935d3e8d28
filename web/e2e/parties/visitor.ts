// A brand or a creator at the shop's page, with a browser of their own, and with everything that browser was told.

import { type Browser, type BrowserContextOptions, expect, type Locator, type Page } from "@playwright/test";
import type { Stage } from "../stage/fixtures.ts";

/** How to come. */
export interface Coming {
  readonly lang?: string;
  readonly options?: BrowserContextOptions;
}

/** What browsers log about requests that a test makes fail on purpose, and about blobs that a trace looks into. */
const EXPECTED = /Failed to load resource|WebSocket connection to|net::ERR|Connecting to 'blob:/;

/** Somebody at the shop. */
export class Visitor {
  readonly page: Page;
  readonly complaints: string[] = [];
  readonly #received: Promise<string>[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on("pageerror", (error) => this.complaints.push(String(error.stack ?? error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !EXPECTED.test(message.text())) this.complaints.push(message.text());
    });
    page.on("dialog", (dialog) => {
      this.complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => this.#received.push(Promise.resolve(String(payload)))),
    );
    page.on("response", (response) => {
      // Asked for the content of a blob, the page would fetch it, and its policy complain.
      if (response.url().startsWith("blob:")) return;
      const head = JSON.stringify(response.headers());
      this.#received.push(
        response.text().then(
          (text) => head + text,
          () => head,
        ),
      );
    });
  }

  /** Comes to the page of an order, in a browser of their own. */
  static async come(
    browser: Browser,
    stage: Stage,
    token: string,
    ticket: number,
    how: Coming = {},
  ): Promise<Visitor> {
    const { options, lang } = how;
    const context = await browser.newContext({
      reducedMotion: "reduce",
      locale: "en-GB",
      viewport: { width: 1280, height: 860 },
      ...options,
    });
    const visitor = new Visitor(await context.newPage());
    await visitor.goTo(stage, token, ticket, lang);
    return visitor;
  }

  /** The same person in another tab. */
  async anotherTab(stage: Stage, token: string, ticket: number): Promise<Visitor> {
    const visitor = new Visitor(await this.page.context().newPage());
    await visitor.goTo(stage, token, ticket);
    return visitor;
  }

  async goTo(stage: Stage, token: string, ticket: number, lang?: string): Promise<void> {
    const query = lang ? `?lang=${lang}` : "";
    await this.page.goto(`${stage.url}/demo/${query}#token=${token}&ticket=${ticket}`);
    await this.launcher.waitFor({ state: "attached" });
  }

  get widget(): Locator {
    return this.page.locator("liaison-chat");
  }

  get launcher(): Locator {
    return this.widget.locator(".lia-launcher");
  }

  get panel(): Locator {
    return this.widget.getByRole("dialog");
  }

  get log(): Locator {
    return this.panel.getByRole("log");
  }

  /** The field to write in. */
  get field(): Locator {
    return this.panel.locator(".lia-composer textarea");
  }

  /** A message with that text. */
  said(text: string): Locator {
    return this.log.locator(".lia-message", { hasText: text });
  }

  /** Opens the chat, and waits until it can be used. */
  async open(): Promise<this> {
    await this.page.locator(".contact").click();
    await expect(this.log).toBeVisible();
    return this;
  }

  /** Says something, and waits until the server has it. */
  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press("Enter");
    await expect(this.said(text).last()).toBeVisible();
    await expect(this.log.locator('[data-icon="clock"]')).toHaveCount(0);
  }

  /** Everything this browser was told: every answer and every frame. */
  async received(): Promise<string> {
    return (await Promise.all(this.#received)).join("\n");
  }

  /** Leaves, and says that nothing was wrong. */
  async leave(): Promise<void> {
    expect(this.complaints).toEqual([]);
    await this.page.context().close();
  }
}
