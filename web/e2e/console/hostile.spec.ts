// What brands, creators, hosts and colleagues write is text to staff, wherever the console shows it.

import { expect, isThere, logIn, type StaffMember, type Stage, test } from "../stage/fixtures.ts";
import { CORPUS, isInert } from "../stage/hostile.ts";
import { hostToken } from "../stage/liaison.ts";

const IMAGE = `<img src=x onerror="window.hit=1">`;
const SCRIPT = `<script>window.hit=1</script>`;

/** A ticket in which everything that can be written is hostile. */
async function hostileTicket(stage: Stage, agent: StaffMember) {
  const id = crypto.randomUUID().slice(0, 8);
  const party = (side: string) => ({ external_id: `hostile-${side}-${id}`, name: `${side} ${IMAGE}` });
  const { body: order } = await stage.server.host.post("/orders", {
    external_id: `hostile-${id}-${IMAGE}`,
    title: `Reel ${IMAGE}${SCRIPT}`,
    amount: 100,
    currency: "INR",
    brand: party("Brand"),
    creator: party("Creator"),
    requirements: { [IMAGE]: SCRIPT },
  });
  const ticket: number = order.ticket.id;
  await stage.admin.put(`/crm/tickets/${ticket}/reassign`, { agent_id: agent.id });
  const token = hostToken({ ...party("Brand"), email: "b@example.com" }, "brand");
  const brand = stage.server.api(token);
  for (const text of CORPUS) await brand.post(`/crm/tickets/${ticket}/messages`, { text });
  const file = await stage.server.upload(token, `x"><img src=x onerror=window.hit=1>.txt`, "words");
  await brand.post(`/crm/tickets/${ticket}/messages`, { text: "", attachment_ids: [file.body.id] });
  const fields = { [IMAGE]: SCRIPT, links: [CORPUS[4]] };
  await brand.post(`/crm/tickets/${ticket}/forms`, { form_type: "requirements", fields });
  return { ticket, brand };
}

test("nothing that people write is anything but text to staff", async ({ page, stage }) => {
  test.setTimeout(120_000);
  const name = `Asha ${IMAGE}`;
  const asha = await stage.staff({ name, role: "admin", team: `north ${IMAGE}` });
  const omar = await stage.staff({ name: `Omar ${SCRIPT}` });
  const { ticket, brand } = await hostileTicket(stage, asha);
  await asha.api.post("/crm/templates", {
    title: `Hello ${IMAGE}`,
    shortcut: `hostile-${ticket}`,
    body: `${SCRIPT} {{party.name}}`,
  });
  const label = await asha.api.post("/crm/labels", { name: `late ${CORPUS[2]}`.slice(0, 40) });
  await asha.api.put(`/crm/tickets/${ticket}/labels/${label.body.id}`, {});
  const note = `@Omar ${SCRIPT} look at ${IMAGE}`;
  await asha.api.post(`/crm/tickets/${ticket}/notes`, { text: note });

  await logIn(page, stage, asha, `inbox/${ticket}`);
  const log = page.getByRole("log").first();
  const bubbles = log.locator(".lia-message-text:not(dd *)");
  await expect(bubbles).toHaveCount(CORPUS.length);
  expect(await bubbles.allInnerTexts()).toEqual(CORPUS);
  expect(await isInert(page), "links in messages").toBeGreaterThan(0);
  await expect(page.getByRole("heading", { level: 1 }).last()).toHaveText(`Reel ${IMAGE}${SCRIPT}`);
  await page.keyboard.press("Alt+p");
  await expect(page.getByText(`look at ${IMAGE}`)).toBeVisible();
  await isInert(page);
  await brand.post(`/crm/tickets/${ticket}/messages`, { text: `live ${CORPUS[2]}` });
  await expect(log.getByText(`live ${CORPUS[2]}`)).toBeVisible();

  // What opens: templates, colleagues, labels, passing on, reassigning, search.
  await page.getByLabel(/^Message to Brand/).fill(`/hostile-${ticket}`);
  await page.getByRole("option").first().click();
  await expect(page.getByLabel(/^Message to Brand/)).toHaveValue(`${SCRIPT} Brand ${IMAGE}`);
  await page.getByLabel(/^Message to Brand/).press("Enter");
  await expect(log.getByText(`${SCRIPT} Brand ${IMAGE}`)).toBeVisible();
  await page.getByLabel("Note for staff").fill("@Omar");
  await expect(page.getByRole("option", { name: /Omar/ }).first()).toContainText(SCRIPT);
  await isInert(page);
  await page.getByLabel("Note for staff").fill("");
  await page.getByRole("button", { name: "Change labels" }).click();
  await expect(page.getByRole("menuitemcheckbox", { name: /late/ })).toBeVisible();
  await page.keyboard.press("Escape");
  const said = log
    .getByRole("listitem")
    .filter({ hasText: CORPUS[0] ?? "" })
    .first();
  await said.hover();
  await said.getByRole("button", { name: /^Edit, then pass on/ }).click();
  await expect(page.getByRole("dialog").getByLabel("Text")).toHaveValue(CORPUS[0] ?? "");
  await isInert(page);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Reassign" }).click();
  await expect(page.getByRole("dialog").getByText(omar.name)).toBeVisible();
  await isInert(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("onerror");
  await expect(page.getByRole("option").filter({ hasText: "onerror" }).first()).toBeVisible();
  await isInert(page);
  await page.keyboard.press("Escape");

  for (const place of ["live", "templates", "labels", "staff", "activity", "preferences"]) {
    await page.goto(`${stage.url}/console/${place}`);
    await isThere(page);
    await isInert(page);
  }
  // An address is written by others too.
  await page.goto(
    `${stage.url}/console/inbox?q=${encodeURIComponent(IMAGE)}&view=${encodeURIComponent(SCRIPT)}`,
  );
  await expect(page.getByRole("searchbox")).toHaveValue(IMAGE);
  await isInert(page);
});
