// Takes a picture, small enough for a repository.

import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";

const QUALITY = 0.82;
/** Those that the documentation shows. The others are for whoever works at the pages. */
const SHOWN = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const OTHERS = fileURLToPath(new URL("../node_modules/.cache/screenshots/", import.meta.url));

/** Keeps what the page shows, as `<name>.webp`. */
export async function keep(page: Page, name: string, isShown: boolean): Promise<void> {
  // Letters and pictures of the page are there.
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  });
  const webp = await packed(page, await page.screenshot());
  const folder = isShown ? SHOWN : OTHERS;
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}${name}.webp`, webp);
}

/** The browser itself knows the format that makes it small. In a page of its own: others have a policy. */
async function packed(page: Page, png: Buffer): Promise<Buffer> {
  const packer = await page.context().browser()?.newPage();
  const url = await packer?.evaluate(
    async ({ address, quality }) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
      canvas.getContext("2d")?.drawImage(image, 0, 0);
      const blob = await canvas.convertToBlob({ type: "image/webp", quality });
      return await new Promise<string>((done) => {
        const reader = new FileReader();
        reader.onload = () => done(String(reader.result));
        reader.readAsDataURL(blob);
      });
    },
    { address: `data:image/png;base64,${png.toString("base64")}`, quality: QUALITY },
  );
  await packer?.close();
  return Buffer.from(url?.split(",")[1] ?? "", "base64");
}
