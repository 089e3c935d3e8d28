// What is pasted and dropped goes where it belongs, and nothing opens in place of the console.

import type { Page } from "@playwright/test";
import { faultsOf } from "../stage/axe.ts";
import { expect, logIn, type Stage, test } from "../stage/fixtures.ts";
import { drop, paste, transferOf } from "../stage/keyboard.ts";

const CELLS = "<table><tr><td>A</td><td>B</td></tr><tr><td>1</td><td>2</td></tr></table>";

async function atTicket(page: Page, stage: Stage) {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const { brand, creator } = made.request;
  const pane = (name: string) => page.getByRole("region", { name: new RegExp(name) });
  const field = page.getByLabel(`Message to ${brand.name}`);
  await expect(field).toBeVisible();
  return { made, brand: pane(brand.name), creator: pane(creator.name), field };
}

test("cells paste as a table that can be read, can be undone, and their picture is offered", async ({
  page,
  stage,
}) => {
  const { brand, field } = await atTicket(page, stage);
  await field.fill("Figures: ");
  await field.press("End");
  await paste(page, field, { text: "A\tB\r\n1\t2\r\n", html: CELLS, files: ["image.png"] });
  await expect(field).toHaveValue("Figures: A | B\n1 | 2");
  await expect(brand.getByText("image.png")).toHaveCount(0);
  expect(await faultsOf(page), "with the offer").toEqual([]);
  await page.keyboard.press("Control+z");
  await expect(field).toHaveValue("Figures: ");
  await page.keyboard.press("Control+Shift+z");
  await brand.getByRole("button", { name: "Also attach image" }).click();
  await expect(brand.getByText("image.png")).toBeVisible();
  await expect(field).toBeFocused();
  await expect(brand.getByRole("button", { name: "Also attach image" })).toHaveCount(0);
});

test("words with a picture stay words; a picture alone is a picture; a file is a file", async ({
  page,
  stage,
}) => {
  const { brand, field } = await atTicket(page, stage);
  await paste(page, field, { text: "From Word", html: "<p>From Word</p>", files: ["image.png"] });
  await expect(field).toHaveValue("From Word");
  await brand.getByRole("button", { name: "Dismiss" }).click();
  await expect(brand.getByText("image.png")).toHaveCount(0);
  await paste(page, field, { html: '<img src="https://shop.example/a.png">', files: ["copied.png"] });
  await expect(brand.getByText("copied.png")).toBeVisible();
  await paste(page, field, { text: "brief.txt", files: ["brief.txt"] });
  await expect(brand.getByText("brief.txt")).toBeVisible();
  await expect(field).toHaveValue("From Word");
});

test("files dropped anywhere on a side go to that side, which is named; elsewhere nothing happens", async ({
  page,
  stage,
}) => {
  const { made, brand, creator } = await atTicket(page, stage);
  const log = creator.getByRole("log");
  const transfer = await transferOf(page, { files: ["brief.txt"] });
  await log.dispatchEvent("dragenter", { dataTransfer: transfer });
  await expect(creator.getByText(`Drop files for ${made.request.creator.name}`)).toBeVisible();
  await expect(page.getByText(`Drop files for ${made.request.brand.name}`)).toHaveCount(0);
  await log.dispatchEvent("drop", { dataTransfer: transfer });
  await expect(creator.getByText(`Drop files for`)).toHaveCount(0);
  await expect(creator.getByText("brief.txt")).toBeVisible();
  await expect(brand.getByText("brief.txt")).toHaveCount(0);

  await page.keyboard.press("Alt+p");
  const notes = page.getByRole("region", { name: "Notes", exact: false }).last();
  expect(await drop(page, notes.getByRole("log"), { files: ["for-staff.txt"] })).toBe(true);
  await expect(page.getByText("for-staff.txt")).toBeVisible();

  const nowhere = page.getByRole("navigation", { name: "Main" });
  expect(await drop(page, nowhere, { files: ["lost.txt"] })).toBe(true);
  expect(await drop(page, nowhere, { text: "https://shop.example" })).toBe(true);
  expect(await drop(page, log, { text: "words" })).toBe(true);
  await expect(page.getByText("lost.txt")).toHaveCount(0);
  await expect(page.getByLabel(`Message to ${made.request.creator.name}`)).toHaveValue("");
});
