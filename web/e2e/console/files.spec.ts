// Files of an agent: how far they are on their way, given up, and tried again.

import { slowUploads } from "../parties/slow-uploads.ts";
import { expect, logIn, test } from "../stage/fixtures.ts";

const text = (name: string, size: number) => ({
  name,
  mimeType: "text/plain",
  buffer: Buffer.alloc(size, "a"),
});

test("a file shows how far it is and can be given up; one that failed is tried again and sent", async ({
  page,
  stage,
}) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const field = page.getByLabel(`Message to ${made.request.brand.name}`);
  const place = page.locator("div:has(> textarea)").filter({ has: field });
  const picker = place.locator('input[type="file"]');

  await slowUploads(page, 400_000);
  await picker.setInputFiles([text("film.txt", 3_000_000)]);
  const bar = place.getByRole("progressbar", { name: /film.txt/ });
  const share = async () => Number(await bar.getAttribute("aria-valuenow"));
  await expect.poll(share).toBeGreaterThan(5);
  expect(await share()).toBeLessThan(95);
  const givenUp = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/api/files"));
  await place.getByRole("button", { name: "Remove film.txt" }).click();
  await givenUp;
  await expect(bar).toHaveCount(0);

  await page.route("**/api/files", (route) => route.abort());
  await picker.setInputFiles([text("brief.txt", 20)]);
  await expect(place.getByText("Cannot reach the server.")).toBeVisible();
  await page.unroute("**/api/files");
  await place.getByRole("button", { name: "Upload brief.txt again" }).click();
  await expect(place.getByText("20 byte")).toBeVisible();
  await field.fill("here it is");
  await place.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("button", { name: "Save: brief.txt" })).toBeVisible();
});
