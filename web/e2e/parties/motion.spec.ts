// Nothing moves in the chat for those who do not want it; for the others it does.

import { expect, test } from "../stage/fixtures.ts";
import { watchMotion } from "../stage/motion.ts";
import { joinAs } from "../stage/party.ts";
import { brandAtShop } from "./brand.ts";

for (const reducedMotion of ["reduce", "no-preference"] as const) {
  test(`what moves: ${reducedMotion}`, async ({ browser, stage }) => {
    const { agent, made, brand } = await brandAtShop({ browser, stage }, { options: { reducedMotion } });
    const motion = await watchMotion(brand.page);
    await brand.page.reload();
    const desk = await joinAs(stage.server.url, agent.token, made.brandChannel);
    await brand.launcher.hover();
    await brand.open();
    desk.conversation.typing();
    await expect(brand.panel.getByText("Asha Rao is typing…")).toBeVisible();
    await brand.say("It is not I who moves");
    await brand.panel.getByRole("button", { name: "Fill in requirements" }).click();
    await expect(brand.panel.getByRole("form", { name: "Requirements" })).toBeVisible();
    const moved = await motion();
    if (reducedMotion === "reduce") expect(moved).toEqual([]);
    else expect(moved.join()).toMatch(/lia-bounce of/);
    desk.leave();
    await brand.leave();
  });
}
