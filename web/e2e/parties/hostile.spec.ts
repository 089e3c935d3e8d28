// Markup and tricks in everything that people can write: names, messages, file names, titles, forms. All of it is text.

import { expect, test } from "../stage/fixtures.ts";
import { CORPUS, isInert } from "../stage/hostile.ts";
import { Visitor } from "./visitor.ts";

test("nothing that people write is anything but text", async ({ browser, stage }) => {
  const agent = await stage.staff({ name: `Asha <img src=x onerror="window.hit=1">` });
  const { body: order } = await stage.server.host.post("/orders", {
    external_id: `hostile-${Date.now()}`,
    title: `Reel <img src=x onerror="window.hit=1"><script>window.hit=1</script>`,
    amount: 100,
    currency: "INR",
    brand: { external_id: `hostile-b-${Date.now()}`, name: `Brand <svg onload=window.hit=1>` },
    creator: { external_id: `hostile-c-${Date.now()}`, name: `Creator` },
  });
  const ticket = order.ticket.id;
  await stage.admin.put(`/crm/tickets/${ticket}/reassign`, { agent_id: agent.id });
  const { hostToken } = await import("../stage/liaison.ts");
  const token = hostToken(
    { external_id: order.brand.external_id, name: order.brand.name, email: "b@example.com" },
    "brand",
  );
  const api = stage.server.api(token);
  const texts: string[] = [];
  for (const text of CORPUS) {
    await api.post(`/crm/tickets/${ticket}/messages`, { text });
    const told = await agent.api.post(`/crm/tickets/${ticket}/messages`, {
      channel_type: "brand_agent",
      text,
    });
    texts.push(told.body.message?.text ?? told.body.text);
  }
  const file = await stage.server.upload(token, `x"><img src=x onerror=window.hit=1>.txt`, "words");
  await api.post(`/crm/tickets/${ticket}/messages`, { text: "", attachment_ids: [file.body.id] });
  const fields = {
    description: CORPUS[1],
    [`<img src=x onerror="window.hit=1">`]: CORPUS[0],
    links: [CORPUS[4]],
  };
  await api.post(`/crm/tickets/${ticket}/forms`, { form_type: "requirements", fields });

  const brand = await (await Visitor.come(browser, stage, token, ticket)).open();
  await expect(brand.log.locator(".lia-card dl")).toBeVisible();
  await expect(brand.log.locator(".lia-file")).toBeVisible();
  const shown = await brand.log.locator(".lia-bubble").allInnerTexts();
  for (const text of texts) expect(shown.filter((one) => one === text)).toHaveLength(2);
  // Said live, and written by the person too.
  await brand.say(CORPUS[1] ?? "");
  await agent.api.post(`/crm/tickets/${ticket}/messages`, {
    channel_type: "brand_agent",
    text: `live ${CORPUS[2]}`,
  });
  await expect(brand.said("live <svg")).toBeVisible();

  expect(await isInert(brand.page)).toBeGreaterThan(0);
  await brand.leave();
});
