// The main job through the stores: a host creates an order; brand, creator and agent talk; nothing is lost, and the
// parties never learn of each other.

import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConversationStore } from "../../src/index.ts";
import { client, memory, opened } from "../stage/clients.ts";
import { Liaison, type MadeOrder } from "../stage/programs.ts";
import { Seen, until } from "../stage/seen.ts";
import { Wire } from "../stage/wire.ts";

let server: Liaison;
let agentToken: string;

beforeAll(async () => {
  server = await Liaison.start();
  agentToken = await server.agent("Asha");
});

afterAll(() => server?.remove());

const shows = (conversation: ConversationStore, text: string) =>
  until(conversation, ({ messages }) => messages.some((message) => message.text === text));

const nothingPending = (conversation: ConversationStore) =>
  until(conversation, ({ pending, isLive }) => isLive && pending.length === 0);

/** An order with its three people, each looking at what is theirs. */
async function cast(name: string) {
  const made = await server.order(name);
  const brandClient = client(server.url, () => made.brandToken);
  const creatorClient = client(server.url, () => made.creatorToken);
  const agentClient = client(server.url, () => agentToken);
  const [brand, creator, agentOfBrand, agentOfCreator] = await Promise.all([
    opened(brandClient, made.brandChannel),
    opened(creatorClient, made.creatorChannel),
    opened(agentClient, made.brandChannel),
    opened(agentClient, made.creatorChannel),
  ]);
  return { ...made, brandClient, creatorClient, agentClient, brand, creator, agentOfBrand, agentOfCreator };
}

/** The texts of a log as the server keeps it, for who may read it. */
async function logOf(token: string, channel: string): Promise<string[]> {
  const items: { seq: number; text: string }[] = [];
  for (;;) {
    const route = `/messages/conversations/${channel}/messages?limit=100&after_seq=${items.at(-1)?.seq ?? 0}`;
    const page = (await server.api(token).get(route)).body as { items: typeof items; has_more: boolean };
    items.push(...page.items);
    if (!page.has_more) return items.map(({ text }) => text);
  }
}

const dense = (conversation: ConversationStore) =>
  conversation.get().messages.map(({ seq }, index, all) => seq - (all[0]?.seq ?? 0) === index);

test("an order becomes conversations; each side sees its own and only its own", async () => {
  const { request, order, brand, creator, agentOfBrand, agentOfCreator, brandClient, creatorClient } =
    await cast("talk");
  brand.send({ text: "CANARY-OF-BRAND" });
  creator.send({ text: "CANARY-OF-CREATOR" });
  await Promise.all([shows(agentOfBrand, "CANARY-OF-BRAND"), shows(agentOfCreator, "CANARY-OF-CREATOR")]);
  agentOfBrand.send({ text: "to the brand" });
  agentOfCreator.send({ text: "to the creator" });
  await Promise.all([shows(brand, "to the brand"), shows(creator, "to the creator")]);
  expect((await brandClient.me()).public_id).toBe(order.brand.public_id);
  const heard = agentOfBrand.get().messages.find(({ text }) => text === "CANARY-OF-BRAND");
  expect(heard?.sender.public_id).toBe(order.brand.public_id);

  for (const [conversation, liaison, other, canary] of [
    [brand, brandClient, request.creator, "CANARY-OF-CREATOR"],
    [creator, creatorClient, request.brand, "CANARY-OF-BRAND"],
  ] as const) {
    const known = JSON.stringify([conversation.get(), liaison.presence.get()]);
    for (const secret of [canary, other.name, other.email, other.external_id])
      expect(known).not.toContain(secret);
  }
});

test("the other side's channel does not exist", async () => {
  const { brandClient, creatorChannel, brand } = await cast("walls");
  const wall = brandClient.conversation(creatorChannel);
  const stop = wall.subscribe(() => {});
  const refused = await until(wall, ({ status }) => status === "refused");
  expect(refused).toMatchObject({ error: { code: "NOT_FOUND" }, messages: [], participants: [] });
  const clientId = wall.send({ text: "knock" });
  const knocked = await until(wall, ({ pending }) => pending[0]?.status === "failed");
  expect(knocked.pending[0]).toMatchObject({ clientId, error: { code: "NOT_FOUND" } });
  stop();
  brand.send({ text: "still welcome here" });
  await shows(brand, "still welcome here");
});

test("the legacy name leads a party to its own side, and is refused where it means two", async () => {
  const { order, brandClient, agentClient, brand } = await cast("legacy");
  const own = await opened(brandClient, `ticket-${order.id}`);
  expect(own.get().id).toBe(brand.get().id);
  const both = agentClient.conversation(`ticket-${order.id}`);
  const stop = both.subscribe(() => {});
  await until(both, ({ status, error }) => status === "refused" && error?.code === "INVALID");
  stop();
});

test("who is there, who types and who has read is seen by those who share the channel", async () => {
  const { order, brand, agentOfBrand, agentClient, creatorClient } = await cast("presence");
  const brandId = order.brand.public_id;
  await until(agentClient.presence, (people) => people[brandId]?.isOnline === true);
  brand.typing();
  await until(agentOfBrand, ({ typing }) => typing.includes(brandId));
  brand.send({ text: "read me" });
  await shows(agentOfBrand, "read me");
  expect(agentOfBrand.get().typing).toEqual([]);
  agentOfBrand.markRead();
  const agentId = order.ticket.agent.public_id;
  const { seq = 0 } = agentOfBrand.get().messages.at(-1) ?? {};
  await until(brand, ({ readBy }) => (readBy[agentId] ?? 0) >= seq);
  expect(JSON.stringify(creatorClient.presence.get())).not.toContain(brandId);
});

test("an edit and a deletion reach everybody who looks", async () => {
  const { brand, agentOfBrand } = await cast("changes");
  brand.send({ text: "first words" });
  const { messages } = await shows(agentOfBrand, "first words");
  const id = messages.at(-1)?.id ?? "";
  await brand.edit(id, "second words");
  await shows(agentOfBrand, "second words");
  await brand.delete(id);
  const { messages: after } = await until(agentOfBrand, (now) =>
    Boolean(now.messages.find((one) => one.id === id)?.deleted_at),
  );
  expect(JSON.stringify(after)).not.toContain("words");
});

test("a closed ticket freezes the conversation, and what was written into it says so", async () => {
  const { order, brand } = await cast("freeze");
  const set = (status: string) =>
    server.api(agentToken).put(`/crm/tickets/${order.ticket.id}/status`, { status });
  await set("closed");
  await until(brand, ({ state }) => state === "frozen");
  const clientId = brand.send({ text: "too late" });
  await until(brand, ({ pending }) => pending[0]?.error?.code === "CHANNEL_FROZEN");
  await set("open");
  await until(brand, ({ state }) => state === "open");
  brand.retry(clientId);
  await nothingPending(brand);
  expect(brand.get().messages.at(-1)?.text).toBe("too late");
});

test("what was missed on a cut wire is there when it is mended, once and in order", async () => {
  const { brandToken, brandChannel, agentOfBrand } = await cast("away");
  const wire = await Wire.to(server.port);
  const brand = await opened(
    client(wire.url, () => brandToken),
    brandChannel,
  );
  wire.cut();
  await until(brand, ({ isLive }) => !isLive);
  for (let number = 0; number < 230; number++) agentOfBrand.send({ text: `missed ${number}` });
  for (const text of ["mine 1", "mine 2"]) brand.send({ text });
  await nothingPending(agentOfBrand);
  wire.mend();
  await nothingPending(brand);
  const texts = brand.get().messages.map(({ text }) => text);
  expect(texts.filter((text) => text.startsWith("missed"))).toEqual(
    Array.from({ length: 230 }, (_, n) => `missed ${n}`),
  );
  expect(texts.slice(-2)).toEqual(["mine 1", "mine 2"]);
  expect(dense(brand)).not.toContain(false);
});

test("a long conversation is read backwards page by page", async () => {
  const { brand, agentOfBrand, brandClient, brandChannel, brandToken } = await cast("long");
  for (let number = 0; number < 120; number++) brand.send({ text: `line ${number}` });
  await nothingPending(brand);
  await shows(agentOfBrand, "line 119");
  brandClient.disconnect();
  const again = await opened(
    client(server.url, () => brandToken),
    brandChannel,
  );
  expect(again.get().messages).toHaveLength(50);
  while (again.get().hasOlder) await again.loadOlder();
  expect(again.get().messages.map(({ text }) => text)).toEqual(await logOf(brandToken, brandChannel));
});

test("an expired token is renewed, and a refused person is told", async () => {
  const { brandToken, brandChannel } = await server.order("tokens");
  const asked: boolean[] = [];
  const liaison = client(server.url, (isRefused) => {
    asked.push(isRefused);
    return isRefused ? brandToken : "old and rotten";
  });
  await opened(liaison, brandChannel);
  expect(asked).toEqual([false, true]);
  const stranger = client(server.url, () => "rubbish");
  const state = await until(stranger.state, ({ name }) => name === "refused");
  expect(state).toMatchObject({ error: { code: "TOKEN_INVALID" } });
});

test("by long-polling it is the same", async () => {
  const { brandToken, brandChannel, agentOfBrand } = await cast("polling");
  const liaison = client(server.url, () => brandToken, { transports: ["polling"] });
  const brand = await opened(liaison, brandChannel);
  for (const text of ["by", "long", "polling"]) brand.send({ text });
  await nothingPending(brand);
  await shows(agentOfBrand, "polling");
});

test("a server that is killed loses nothing that was written, sent or not", async () => {
  const made: MadeOrder = await server.order("kill");
  const brand = await opened(
    client(server.url, () => made.brandToken),
    made.brandChannel,
  );
  const agent = await opened(
    client(server.url, () => agentToken),
    made.brandChannel,
  );
  const texts = Array.from({ length: 150 }, (_, number) => `text ${number}`);
  for (const text of texts) brand.send({ text });
  // In the midst of it: some are stored, one is on its way, the rest waits.
  await until(brand, ({ pending }) => pending.length <= 100);
  await server.program.kill();
  await until(brand, ({ isLive }) => !isLive);
  brand.send({ text: "written while it was down" });
  await server.run();
  await nothingPending(brand);
  await shows(agent, "written while it was down");
  const kept = (await logOf(made.brandToken, made.brandChannel)).filter((text) => text.startsWith("text"));
  expect(kept).toEqual(texts);
  const shown = (one: ConversationStore) =>
    one
      .get()
      .messages.map(({ text }) => text)
      .slice(-151);
  expect(shown(brand)).toEqual([...texts, "written while it was down"]);
  expect(shown(agent)).toEqual(shown(brand));
});

test("what a page could not send is sent by the next one", async () => {
  const { brandToken, brandChannel } = await server.order("reload");
  const removed = new Seen<string>();
  const storage = { area: memory(removed.add), account: "b-reload" };
  const wire = await Wire.to(server.port);
  wire.cut();
  const first = client(wire.url, () => brandToken, { storage });
  for (const text of ["one", "two", "three"]) first.conversation(brandChannel).send({ text });
  await until(first.state, ({ name }) => name === "waiting");
  first.disconnect();

  // Somebody else at the same device sends nothing of it.
  const stranger = client(server.url, () => agentToken, { storage: { ...storage, account: "agent" } });
  await opened(stranger, brandChannel);
  const next = await opened(
    client(server.url, () => brandToken, { storage }),
    brandChannel,
  );
  await nothingPending(next);
  expect(
    next
      .get()
      .messages.slice(-3)
      .map(({ text, sender }) => [text, sender.kind]),
  ).toEqual([
    ["one", "brand"],
    ["two", "brand"],
    ["three", "brand"],
  ]);
  for (const _ of [1, 2, 3]) await removed.next();
  expect(storage.area.keys("")).toEqual([]);
});
