// Templates: written once by a team lead, inserted by a few letters.

import { expect, logIn, test } from "../stage/fixtures.ts";

test("a template is written, found by its letters, and filled in for the party it goes to", async ({
  page,
  stage,
}) => {
  const lead = await stage.staff({ name: "Idris Bello", role: "team_lead" });
  const made = await stage.order(lead);
  const shortcut = `hello-${crypto.randomUUID().slice(0, 8)}`;
  await logIn(page, stage, lead, "templates");
  await page.getByRole("button", { name: "New template" }).first().click();
  const form = page.getByRole("dialog", { name: "New template" });
  await form.getByLabel("Title").fill("A warm welcome");
  await form.getByLabel("Shortcut").fill(shortcut);
  await form.getByLabel("Text").fill("Hello {{party.name}}, I am {{agent.name}}.");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(`/${shortcut}`)).toBeVisible();

  await page.goto(`${stage.url}/console/inbox/${made.ticket}`);
  const field = page.getByLabel(`Message to ${made.request.creator.name}`);
  await field.click();
  await page.keyboard.type(`/${shortcut.slice(0, 9)}`);
  await expect(page.getByRole("option", { name: /A warm welcome/ })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(field).toHaveValue(`Hello ${made.request.creator.name}, I am Idris Bello.`);
  await expect(page.getByRole("listbox")).toHaveCount(0);
});

test("a variable that does not exist is refused where it is written", async ({ page, stage }) => {
  await logIn(page, stage, await stage.staff({ role: "team_lead" }), "templates");
  await page.getByRole("button", { name: "New template" }).first().click();
  const form = page.getByRole("dialog", { name: "New template" });
  await form.getByLabel("Title").fill("Wrong");
  await form.getByLabel("Shortcut").fill(`wrong-${crypto.randomUUID().slice(0, 8)}`);
  await form.getByLabel("Text").fill("{{other.name}}");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByRole("alert")).toBeVisible();
  await expect(form.getByRole("alert")).not.toContainText("does not support");
});

test("an agent reads templates and changes none", async ({ page, stage }) => {
  await logIn(page, stage, await stage.staff(), "templates");
  await expect(page.getByText("Only team leads and above can change templates.")).toBeVisible();
  await expect(page.getByRole("button", { name: "New template" })).toHaveCount(0);
});

test("a template that comes late takes neither the focus nor the text of whoever writes elsewhere by now", async ({
  page,
  stage,
}) => {
  const lead = await stage.staff({ role: "team_lead" });
  const made = await stage.order(lead);
  const shortcut = `late-${crypto.randomUUID().slice(0, 8)}`;
  const template = { title: "Late", shortcut, body: "Here it is." };
  expect((await lead.api.post("/crm/templates", template)).status).toBe(201);
  let come = () => {};
  await page.route("**/render", async (route) => {
    await new Promise<void>((resolve) => {
      come = resolve;
    });
    await route.continue();
  });
  await logIn(page, stage, lead, `inbox/${made.ticket}`);
  const brand = page.getByLabel(`Message to ${made.request.brand.name}`);
  const creator = page.getByLabel(`Message to ${made.request.creator.name}`);
  await brand.pressSequentially(`Hello. /${shortcut}`);
  await expect(page.getByRole("option", { name: /Late/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.type(" Typed on.");
  await creator.click();
  await page.keyboard.type("For the ");
  come();
  await expect(brand).toHaveValue("Hello. Here it is. Typed on.");
  await page.keyboard.type("creator");
  await expect(creator).toHaveValue("For the creator");
  await expect(brand).toHaveValue("Hello. Here it is. Typed on.");
});
