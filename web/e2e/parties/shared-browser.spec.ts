// One browser, several people: what it keeps of one is shown to nobody else.

import { readFile } from "node:fs/promises";
import { expect, test } from "../stage/fixtures.ts";

const PICTURE = new URL("../../../crates/server/tests/it/scenarios/isolation/picture.png", import.meta.url);

test("a private file in the browser's cache is not shown to the other side, nor to nobody", async ({
  page,
  stage,
}) => {
  const asha = await stage.staff();
  const made = await stage.order(asha);
  const file = await stage.server.upload(made.brandToken, "a.png", await readFile(PICTURE));
  const api = stage.server.api(made.brandToken);
  const say = { text: "look", attachment_ids: [file.body.id] };
  expect((await api.post(`/crm/tickets/${made.ticket}/messages`, say)).status).toBe(200);
  await page.goto(`${stage.url}/demo/`);
  for (const path of [`/api/files/${file.body.id}`, `/api/files/${file.body.id}/thumbnail`]) {
    const seen = await page.evaluate(
      async ([address, brand, creator]) => {
        const ask = async (token: string | undefined, cache: RequestCache) => {
          const init = { cache, headers: token ? { authorization: `Bearer ${token}` } : {} };
          const answer = await fetch(address ?? "", init);
          return [answer.status, (await answer.arrayBuffer()).byteLength > 0 && answer.ok];
        };
        const first = await ask(brand, "default");
        return {
          first,
          again: await ask(brand, "default"),
          creator: await ask(creator, "default"),
          nobody: await ask(undefined, "default"),
          creatorFromCache: await ask(creator, "force-cache"),
          nobodyFromCache: await ask(undefined, "force-cache"),
        };
      },
      [path, made.brandToken, made.creatorToken],
    );
    expect(seen, path).toEqual({
      first: [200, true],
      again: [200, true],
      creator: [404, false],
      nobody: [401, false],
      creatorFromCache: [404, false],
      nobodyFromCache: [401, false],
    });
  }
});
