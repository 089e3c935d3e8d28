// Writing in the widget: input methods, held keys, clipboards, two tabs.

import { expect, test } from "../stage/fixtures.ts";
import { drop, Keyboard, paste } from "../stage/keyboard.ts";
import { brandInChat } from "./brand.ts";

const CELLS = "<table><tr><td>A</td><td>B</td></tr><tr><td>1</td><td>2</td></tr></table>";

test("an Enter of the input method sends nothing and Escape closes nothing; the writer's own Enter sends", async ({
  browser,
  stage,
}) => {
  const { brand } = await brandInChat({ browser, stage });
  const keyboard = await Keyboard.of(brand.page);
  for (const word of ["とうきょう", "안녕", "你好"]) {
    await brand.field.click();
    await keyboard.compose(word);
    await keyboard.press({ key: "Escape", code: "Escape", keyCode: 229 });
    await keyboard.enterOfInputMethod();
    await keyboard.commit(word);
    await keyboard.enterOfInputMethod();
    await brand.page.keyboard.type("!");
    await expect(brand.field).toHaveValue(`${word}!`);
    await expect(brand.panel).toBeVisible();
    await expect(brand.said(word)).toHaveCount(0);
    await keyboard.enter();
    await expect(brand.said(`${word}!`)).toHaveCount(1);
  }
  await brand.leave();
});

test("an own message that is edited keeps to the same rule", async ({ browser, stage }) => {
  const { brand } = await brandInChat({ browser, stage });
  await brand.say("a word");
  await brand.said("a word").getByRole("button", { name: "Message options" }).click();
  await brand.panel.getByRole("button", { name: "Edit", exact: true }).click();
  const field = brand.panel.locator(".lia-own textarea");
  const keyboard = await Keyboard.of(brand.page);
  await field.click();
  await field.press("End");
  await keyboard.compose("とう");
  await keyboard.enterOfInputMethod();
  await keyboard.commit("東");
  await keyboard.enterOfInputMethod();
  await expect(field).toHaveValue("a word東");
  await keyboard.enter();
  await expect(brand.said("a word東")).toHaveCount(1);
  await brand.leave();
});

test("cells paste as a table, their picture is offered; a picture alone is attached", async ({
  browser,
  stage,
}) => {
  const { brand } = await brandInChat({ browser, stage });
  await paste(brand.page, brand.field, { text: "A\tB\n1\t2\n", html: CELLS, files: ["image.png"] });
  await expect(brand.field).toHaveValue("A | B\n1 | 2");
  await expect(brand.panel.locator(".lia-uploads li")).toHaveCount(0);
  await brand.panel.getByRole("button", { name: "Also attach image" }).click();
  await expect(brand.panel.locator(".lia-uploads li")).toHaveCount(1);
  await paste(brand.page, brand.field, {
    html: '<img src="https://shop.example/a.png">',
    files: ["copied.png"],
  });
  await expect(brand.panel.locator(".lia-uploads li")).toHaveCount(2);
  await expect(brand.field).toHaveValue("A | B\n1 | 2");
  await brand.leave();
});

test("two tabs show the same draft, and neither what one of them sent; a closed tab loses no letter", async ({
  browser,
  stage,
}) => {
  const { made, brand } = await brandInChat({ browser, stage });
  const tab = await (await brand.anotherTab(stage, made.brandToken, made.ticket)).open();
  await brand.field.pressSequentially("once");
  await expect(tab.field).toHaveValue("once");
  await brand.field.press("Enter");
  await expect(tab.field).toHaveValue("");
  await expect(tab.said("once")).toHaveCount(1);
  await tab.field.pressSequentially("not lost");
  await tab.page.close();
  await expect(brand.field).toHaveValue("not lost");
  await brand.leave();
});

test("a file dropped anywhere on the chat is attached; where none is taken, it does not replace the page", async ({
  browser,
  stage,
}) => {
  const { agent, made, brand } = await brandInChat({ browser, stage });
  expect(await drop(brand.page, brand.log, { files: ["brief.txt"] })).toBe(true);
  await expect(brand.panel.locator(".lia-uploads li")).toHaveCount(1);
  expect(await drop(brand.page, brand.panel.locator(".lia-bar"), { files: ["more.txt"] })).toBe(true);
  await expect(brand.panel.locator(".lia-uploads li")).toHaveCount(2);
  await agent.api.put(`/crm/tickets/${made.ticket}/status`, { status: "closed" });
  await expect(brand.panel.locator(".lia-frozen")).toBeVisible();
  expect(await drop(brand.page, brand.log, { files: ["late.txt"] })).toBe(true);
  await expect(brand.panel.getByText("late.txt")).toHaveCount(0);
  await brand.leave();
});
