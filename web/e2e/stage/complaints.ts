// What pages must not do in any test: throw, or log an error.

import { type BrowserContext, expect, type TestFixture } from "@playwright/test";

/** A fixture that fails its test when a page throws, or logs an error that `expected` does not match. */
export const complaintsBut = (
  expected: RegExp,
): [TestFixture<string[], { context: BrowserContext }>, { auto: true }] => [
  async ({ context }, use) => {
    const complaints: string[] = [];
    context.on("weberror", (thrown) => {
      const error = thrown.error();
      complaints.push(String(error.stack ?? error));
    });
    context.on("console", (message) => {
      if (message.type() === "error" && !expected.test(message.text())) complaints.push(message.text());
    });
    await use(complaints);
    expect(complaints, "what the pages complained about").toEqual([]);
  },
  { auto: true },
];
