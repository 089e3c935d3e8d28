// Pictures, papers and voices: by button, paste and drop, judged before they are sent, and seen by whom they are for.

import { BROWSER, FLAGS } from "../stage/browser.ts";
import { expect, test } from "../stage/fixtures.ts";
import { brandInChat } from "./brand.ts";
import { slowUploads } from "./slow-uploads.ts";
import type { Visitor } from "./visitor.ts";

test.use({
  launchOptions: {
    ...BROWSER.launchOptions,
    args: [
      ...FLAGS,
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      "--autoplay-policy=no-user-gesture-required",
    ],
  },
});

test("files chosen by the button go with the message", async ({ browser, stage }) => {
  const { brand } = await brandInChat({ browser, stage });
  await expect(brand.panel.getByRole("button", { name: /Attach files: .* up to 25 ?MB each/ })).toBeVisible();
  await brand.panel.locator('input[type="file"]').setInputFiles([
    { name: "mood.png", mimeType: "image/png", buffer: await realPng(brand) },
    { name: "brief.txt", mimeType: "text/plain", buffer: Buffer.from("the brief") },
  ]);
  await expect(brand.panel.locator('.lia-uploads li[data-status="ready"]')).toHaveCount(2);
  await brand.say("with two files");
  await expect(brand.said("with two files").locator(".lia-picture img")).toBeVisible();
  const download = brand.page.waitForEvent("download");
  await brand.panel.getByRole("button", { name: "Download brief.txt" }).click();
  const got = await download;
  expect(got.suggestedFilename()).toBe("brief.txt");

  await brand.panel.getByRole("button", { name: "View mood.png in full size" }).click();
  const large = brand.widget.getByRole("dialog", { name: "mood.png" });
  await expect(large.locator("img")).toBeVisible();
  await brand.page.keyboard.press("Escape");
  await expect(large).toHaveCount(0);
  await expect(brand.panel).toBeVisible();
  // After a reload they come from the server.
  await brand.page.reload();
  await brand.open();
  await expect(brand.said("with two files").locator(".lia-picture img")).toBeVisible();
  await brand.leave();
});

test("files come by paste and by drop too", async ({ browser, stage }) => {
  const { brand } = await brandInChat({ browser, stage });
  const carrying = (name: string) =>
    brand.page.evaluateHandle((file) => {
      const data = new DataTransfer();
      data.items.add(new File(["words"], file, { type: "text/plain" }));
      return data;
    }, name);
  const transfer = await carrying("dropped.txt");
  await brand.field.evaluate(
    (field, clipboardData) => {
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    await carrying("pasted.txt"),
  );
  await expect(brand.panel.getByText("pasted.txt")).toBeVisible();
  const chat = brand.panel.locator(".lia-chat");
  await chat.dispatchEvent("dragenter", { dataTransfer: transfer });
  await expect(brand.panel.getByText("Drop files to attach them")).toBeVisible();
  await chat.dispatchEvent("drop", { dataTransfer: transfer });
  await expect(brand.panel.getByText("Drop files to attach them")).toHaveCount(0);
  await expect(brand.panel.locator('.lia-uploads li[data-status="ready"]')).toHaveCount(2);
  await brand.panel.getByRole("button", { name: "Remove pasted.txt" }).click();
  await brand.panel.getByRole("button", { name: "Send" }).click();
  await expect(brand.log.locator(".lia-file")).toHaveCount(1);
  await brand.leave();
});

test("what will not be taken is said before it is sent, and what the server refuses too", async ({
  browser,
  stage,
}) => {
  const { brand } = await brandInChat({ browser, stage });
  const uploads: string[] = [];
  brand.page.on("request", (request) => request.url().endsWith("/api/files") && uploads.push(request.url()));
  const input = brand.panel.locator('input[type="file"]');
  await input.setInputFiles([
    { name: "run.exe", mimeType: "application/x-msdownload", buffer: Buffer.from("MZ") },
    { name: "film.mp4", mimeType: "video/mp4", buffer: Buffer.alloc(25 * 1024 * 1024 + 1) },
  ]);
  await expect(brand.panel.getByText("run.exe: this file type is not supported.")).toBeVisible();
  await expect(brand.panel.getByText(/film.mp4 is too large. The limit is 25 ?MB per file/)).toBeVisible();
  expect(uploads).toEqual([]);
  await expect(brand.panel.getByRole("button", { name: "Send" })).toBeDisabled();
  // A wolf in a sheep's name: only the server can see that.
  await input.setInputFiles([
    { name: "photo.png", mimeType: "image/png", buffer: Buffer.from("<script>x</script>") },
  ]);
  await expect(brand.panel.getByText("photo.png: this file type is not supported.")).toBeVisible();
  await brand.leave();
});

test("a file on its way shows how far it is, and can be given up", async ({ browser, stage }) => {
  const { brand } = await brandInChat({ browser, stage });
  await slowUploads(brand.page, 400_000);
  const film = { name: "film.txt", mimeType: "text/plain", buffer: Buffer.alloc(3_000_000, "a") };
  await brand.panel.locator('input[type="file"]').setInputFiles([film]);
  const bar = brand.panel.getByRole("progressbar", { name: "Uploading film.txt" });
  const share = async () => Number(await bar.getAttribute("aria-valuenow"));
  await expect.poll(share).toBeGreaterThan(5);
  expect(await share()).toBeLessThan(95);
  const givenUp = brand.page.waitForEvent("requestfailed", (request) => request.url().endsWith("/api/files"));
  await brand.panel.getByRole("button", { name: "Remove film.txt" }).click();
  await givenUp;
  await expect(bar).toHaveCount(0);
  await brand.leave();
});

test("a file that did not come through is tried again when one asks", async ({ browser, stage }) => {
  const { brand } = await brandInChat({ browser, stage });
  const retry = brand.panel.getByRole("button", { name: "Try again" });
  const upload = (name: string) =>
    brand.panel
      .locator('input[type="file"]')
      .setInputFiles([{ name, mimeType: "text/plain", buffer: Buffer.from("the brief") }]);
  await brand.page.route("**/api/files", (route) => route.abort());
  await upload("lost.txt");
  await expect(brand.panel.locator(".lia-uploads")).toContainText("Waiting");
  await brand.page.unroute("**/api/files");
  await retry.click();
  await expect(brand.panel.locator('.lia-uploads li[data-status="ready"]')).toHaveCount(1);

  await brand.page.route("**/api/files", (route) => route.fulfill({ status: 500, body: "{}" }));
  await upload("broken.txt");
  await expect(brand.panel.getByText("Could not upload broken.txt.")).toBeVisible();
  await brand.page.unroute("**/api/files");
  await retry.click();
  await expect(brand.panel.locator('.lia-uploads li[data-status="ready"]')).toHaveCount(2);
  await expect(brand.panel.getByRole("alert")).toHaveCount(0);
  await brand.leave();
});

test("a voice message is spoken, sent and played", async ({ browser, stage }) => {
  const options = { permissions: ["microphone"] };
  const { made, brand } = await brandInChat({ browser, stage }, { options });
  await brand.panel.getByRole("button", { name: "Record a voice message" }).click();
  await expect(brand.panel.getByText("Recording 0:02")).toBeVisible();
  await brand.panel.getByRole("button", { name: "Send recording" }).click();
  const voice = brand.log.locator(".lia-voice");
  await expect(voice).toBeVisible();
  await voice.getByRole("button", { name: "Play" }).click();
  await expect(voice.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect
    .poll(() => voice.locator("audio").evaluate((audio: HTMLAudioElement) => audio.currentTime))
    .toBeGreaterThan(0.2);
  const { body } = await stage.server.api(made.brandToken).get(`/crm/tickets/${made.ticket}/messages`);
  expect(body.items.at(-1).attachments[0].content_type).toBe("audio/webm");

  await brand.panel.getByRole("button", { name: "Record a voice message" }).click();
  await brand.panel.getByRole("button", { name: "Discard recording" }).click();
  await expect(brand.field).toBeVisible();
  await expect(voice).toHaveCount(1);
  await brand.leave();
});

/** A picture that is large enough to have a small one made of it, drawn by the browser. */
async function realPng(visitor: Visitor): Promise<Buffer> {
  const drawn = await visitor.page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = 640;
    canvas.height = 400;
    const pen = canvas.getContext("2d");
    if (pen) {
      pen.fillStyle = "#e8894f";
      pen.fillRect(0, 0, 640, 400);
      pen.fillStyle = "#20536d";
      pen.fillRect(80, 80, 200, 240);
    }
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  });
  return Buffer.from(drawn, "base64");
}
