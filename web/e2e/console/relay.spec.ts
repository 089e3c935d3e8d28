// Carrying a party's words to the other side: as the agent's own, with nothing of the one who wrote them.

import { expect, logIn, type Stage, test } from "../stage/fixtures.ts";
import { joinAs } from "../stage/party.ts";

/** Asha handles an order of these two. */
async function atWork(stage: Stage) {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  return { asha, made, ...made.request };
}

test("one click passes a message on, and the other side learns nothing of its author", async ({
  page,
  stage,
}) => {
  const { asha, made, brand, creator } = await atWork(stage);
  await stage.say(made.brandToken, made.ticket, "Please use the blue cup");
  const receiver = await joinAs(stage.server.url, made.creatorToken, made.creatorChannel);
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const source = page.getByRole("log", { name: `Messages with ${brand.name}` });
  await source.getByText("Please use the blue cup").hover();
  await source.getByRole("button", { name: `Pass on to ${creator.name}`, exact: true }).click();
  await receiver.sees("Please use the blue cup");

  const got = receiver.conversation.get().messages.find(({ text }) => text === "Please use the blue cup");
  expect(got?.sender.public_id).toBe(asha.public_id);
  const raw = JSON.stringify(
    await stage.server.api(made.creatorToken).get(`/messages/conversations/${made.creatorChannel}/messages`),
  );
  expect(raw).not.toMatch(/relayed/);
  expect(raw).not.toContain(brand.name);
  const target = page.getByRole("log", { name: `Messages with ${creator.name}` });
  await expect(target.getByText(`Passed on from ${brand.name}`)).toBeVisible();
  await expect(source.getByText(`Passed on to ${creator.name}`)).toBeVisible();
  receiver.leave();
});

test("a message is edited before it is passed on, and taken back after", async ({ page, stage }) => {
  const { asha, made, brand, creator } = await atWork(stage);
  await stage.say(made.creatorToken, made.ticket, "Tell them their brief is a mess. I need two days.");
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const source = page.getByRole("log", { name: `Messages with ${creator.name}` });
  await source.getByText("I need two days").hover();
  await source.getByRole("button", { name: `Edit, then pass on to ${brand.name}` }).click();
  const dialog = page.getByRole("dialog", { name: `Pass on to ${brand.name}` });
  await dialog.getByLabel("Text").fill("The creator needs two days.");
  await dialog.getByRole("button", { name: "Pass on" }).click();
  const target = page.getByRole("log", { name: `Messages with ${brand.name}` });
  await expect(target.getByText("The creator needs two days.")).toBeVisible();
  await expect(target).not.toContainText("a mess");

  const mark = source.getByText(`Passed on to ${brand.name}`);
  await expect(mark).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(target.getByText("The creator needs two days.")).toHaveCount(0);
  await expect(target.getByText("Message deleted")).toBeVisible();
  // What was taken back was not passed on, now and later.
  await expect(mark).toHaveCount(0);
  await page.reload();
  await expect(source.getByText("I need two days")).toBeVisible();
  await expect(mark).toHaveCount(0);
});

test("files that may say who made them are passed on only after they were shown", async ({ page, stage }) => {
  const { asha, made, brand, creator } = await atWork(stage);
  const pdf = "%PDF-1.7\n1 0 obj<</Author(Lena Fox)>>endobj\ntrailer<</Info 1 0 R>>\n%%EOF";
  const file = await stage.server.upload(made.creatorToken, "offer.pdf", pdf);
  await stage.server.api(made.creatorToken).post(`/crm/tickets/${made.ticket}/messages`, {
    text: "My offer",
    attachment_ids: [file.body.id],
  });
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const source = page.getByRole("log", { name: `Messages with ${creator.name}` });
  const target = page.getByRole("log", { name: `Messages with ${brand.name}` });
  await source.getByText("My offer").hover();
  await source.getByRole("button", { name: `Pass on to ${brand.name}`, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `Pass on to ${brand.name}` });
  await expect(dialog.getByRole("alert")).toContainText("offer.pdf");
  await expect(dialog.getByRole("alert")).toContainText("PDF properties: author");
  await expect(target.getByText("My offer")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Pass on anyway" }).dblclick();
  await expect(target.getByRole("button", { name: "Save: attachment-1.pdf" })).toBeVisible();
  await expect(target.getByText("My offer")).toHaveCount(1);
});

test("the words for the other side outlive a reload until they are passed on or let go", async ({
  page,
  stage,
}) => {
  const { asha, made, brand, creator } = await atWork(stage);
  await stage.say(made.creatorToken, made.ticket, "I need two days.");
  await logIn(page, stage, asha, `inbox/${made.ticket}`);
  const source = page.getByRole("log", { name: `Messages with ${creator.name}` });
  const dialog = page.getByRole("dialog", { name: `Pass on to ${brand.name}` });
  const text = dialog.getByLabel("Text");
  const edit = async () => {
    await source.getByText("I need two days").hover();
    await source.getByRole("button", { name: `Edit, then pass on to ${brand.name}` }).click();
  };
  await edit();
  await text.fill("The creator needs two");
  await page.reload();
  await edit();
  await expect(text).toHaveValue("The creator needs two");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await edit();
  await expect(text).toHaveValue("I need two days.");
  await text.fill("The creator needs two days.");
  await dialog.getByRole("button", { name: "Pass on" }).click();
  await expect(page.getByRole("log", { name: `Messages with ${brand.name}` })).toContainText(
    "The creator needs",
  );
  await expect(dialog).toHaveCount(0);
  await edit();
  await expect(text).toHaveValue("I need two days.");
});
