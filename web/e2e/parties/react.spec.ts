// The React package in React itself, as an application has it: the same components that the widget is made of.

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../stage/fixtures.ts";
import { buildPage } from "./build-page.ts";

let path: string;

// One worker: a second one would build the page anew while the first one shows it.
test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  path = await buildPage("react");
});

async function order(stage: import("../stage/fixtures.ts").Stage) {
  const agent = await stage.staff({ name: "Asha Rao" });
  return { ...(await stage.order(agent)), agent };
}

async function talks(page: Page): Promise<void> {
  await page.getByLabel("Write a message…").fill("said in React");
  await page.getByLabel("Write a message…").press("Enter");
  await expect(page.getByRole("log").getByText("said in React")).toBeVisible();
  await expect(page.getByRole("log").getByText("Sent", { exact: true })).toBeVisible();
}

test("TicketChat stands in the page, talks, and takes files", async ({ page, stage }) => {
  const made = await order(stage);
  await page.goto(`${stage.url}${path}#show=chat&token=${made.brandToken}&ticket=${made.ticket}`);
  await talks(page);
  await page
    .locator('input[type="file"]')
    .setInputFiles([{ name: "brief.txt", mimeType: "text/plain", buffer: Buffer.from("the brief") }]);
  await expect(page.locator('.lia-uploads li[data-status="ready"]')).toHaveCount(1);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("button", { name: "Download brief.txt" })).toBeVisible();
  await made.agent.api.post(`/crm/tickets/${made.ticket}/messages`, {
    channel_type: "brand_agent",
    text: "live",
  });
  await expect(page.getByRole("log").getByText("live")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test("ContactSupportButton opens the chat and gets the focus back", async ({ page, stage }) => {
  const made = await order(stage);
  await page.goto(`${stage.url}${path}#show=button&token=${made.creatorToken}&ticket=${made.ticket}`);
  const button = page.getByRole("button", { name: "Contact support" });
  await button.click();
  await talks(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(button).toBeFocused();
});

test("FloatingChatWidget shows all conversations first", async ({ page, stage }) => {
  const made = await order(stage);
  await page.goto(`${stage.url}${path}#show=floating&token=${made.brandToken}`);
  await page.getByRole("button", { name: /^Open chat/ }).click();
  await page.getByRole("list", { name: "Your conversations" }).getByRole("button").click();
  await talks(page);
});
