// The time in the pictures. What is shown was made within seconds by the real server; the story it tells took two days.
// Each moment of the making stands for a moment of the story, and browsers are shown the story's.

import type { BrowserContext } from "@playwright/test";

const TIMESTAMP = /"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z"/g;

/** Turns the times of the server into those of the story. */
export class StoryClock {
  readonly #moments: { readonly made: number; readonly told: string }[] = [];

  /** What happens from now on happens then: `2026-03-12T09:14`. */
  at(told: string): void {
    this.#moments.push({ made: Date.now(), told: `${told}:00.000Z` });
  }

  /** The moment at which the pictures are taken. */
  get now(): string {
    return this.#moments.at(-1)?.told ?? "";
  }

  /** Shows the pages of a browser the story's time, and what the server answers in it. */
  async showTo(context: BrowserContext): Promise<void> {
    await context.clock.setFixedTime(this.now);
    await context.route("**/api/**", async (route) => {
      const response = await route.fetch();
      if (!response.headers()["content-type"]?.startsWith("application/json")) {
        await route.fulfill({ response });
        return;
      }
      await route.fulfill({ response, body: this.#told(await response.text()) });
    });
  }

  #told(text: string): string {
    return text.replace(TIMESTAMP, (found) => {
      const made = Date.parse(found.slice(1, -1));
      const moment = this.#moments.findLast((one) => one.made <= made);
      return moment ? `"${moment.told}"` : found;
    });
  }
}
