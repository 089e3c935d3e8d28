// Lists of tickets and conversations that stay true by themselves.

import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { conversationList, type RefreshingList, ticketList, ticketOf } from "../../src/index.ts";
import { client as clientOf, opened } from "../stage/clients.ts";
import { Liaison } from "../stage/programs.ts";
import { until } from "../stage/seen.ts";
import { NODE } from "../stage/sockets.ts";

/** A client whose clock runs ten times as fast, so that what is done from time to time is done soon. */
const client = (url: string, token: () => string) =>
  clientOf(url, token, {
    environment: { ...NODE, now: () => NODE.now() * 10, after: (ms, run) => NODE.after(ms / 10, run) },
  });

let server: Liaison;
let agentToken: string;

beforeAll(async () => {
  server = await Liaison.start();
  agentToken = await server.agent("Asha");
});

afterAll(() => server?.remove());

/** A list that somebody looks at, once it has been read. */
async function lookedAt<T>(list: RefreshingList<T>) {
  onTestFinished(list.subscribe(() => {}));
  await until(list, ({ status }) => status === "ready");
  return list;
}

test("an agent's tickets appear, change and count what is unread", async () => {
  const agent = client(server.url, () => agentToken);
  const tickets = await lookedAt(ticketList(agent));
  const { order, brandToken, brandChannel } = await server.order("listed");
  const { id } = order.ticket;
  const find = () => tickets.get().items.find((ticket) => ticket.id === id);
  await until(tickets, () => find() !== undefined);
  const unread = find()?.unread ?? 0;

  const brand = await opened(
    client(server.url, () => brandToken),
    brandChannel,
  );
  brand.send({ text: "is anybody there?" });
  await until(tickets, () => find()?.last_message?.text === "is anybody there?");
  expect(find()?.unread).toBeGreaterThan(unread);

  await server.api(agentToken).put(`/crm/tickets/${id}/priority`, { priority: "urgent" });
  await until(tickets, () => find()?.priority === "urgent");

  const urgent = await lookedAt(ticketList(agent, { priority: "urgent" }));
  expect(urgent.get().items.map((ticket) => ticket.id)).toEqual([id]);
  await server.api(agentToken).put(`/crm/tickets/${id}/priority`, { priority: "low" });
  await until(urgent, ({ items }) => items.length === 0);
});

test("what was edited or deleted is not shown on in the lists", async () => {
  const { order, brandToken, brandChannel } = await server.order("taken-back");
  // By the clock of everybody: a fast one reconnects now and then, and reads the lists for that.
  const agent = clientOf(server.url, () => agentToken);
  const { id } = order.ticket;
  const tickets = await lookedAt(ticketList(agent));
  const ticket = await lookedAt(ticketOf(agent, id));
  await opened(agent, brandChannel);
  const last = () => tickets.get().items.find((one) => one.id === id)?.last_message;
  const lastOfOne = () => ticket.get().items[0]?.last_message;
  const brand = await opened(
    client(server.url, () => brandToken),
    brandChannel,
  );
  brand.send({ text: "said too early" });
  await until(brand, ({ messages }) => messages.at(-1)?.text === "said too early");
  await until(tickets, () => last()?.text === "said too early");
  const said = brand.get().messages.at(-1)?.id ?? "";
  await brand.edit(said, "said in other words");
  await until(tickets, () => last()?.text === "said in other words");
  await until(ticket, () => lastOfOne()?.text === "said in other words");
  await brand.delete(said);
  await until(tickets, () => last()?.text === "" && Boolean(last()?.deleted_at));
  await until(ticket, () => Boolean(lastOfOne()?.deleted_at));
});

test("an item that did not change is the same object after the list was read again", async () => {
  await server.order("still");
  const agent = client(server.url, () => agentToken);
  const tickets = await lookedAt(ticketList(agent));
  const before = tickets.get();
  await tickets.refresh();
  expect(tickets.get().items).toBe(before.items);
});

test("a person's conversations come with their last message and what is unread", async () => {
  const { brandToken, brandChannel } = await server.order("inbox");
  const agent = await opened(
    client(server.url, () => agentToken),
    brandChannel,
  );
  const brand = client(server.url, () => brandToken);
  // Who has never come in is no member yet, and is notified of nothing.
  const conversation = await opened(brand, brandChannel);
  const list = await lookedAt(conversationList(brand));
  expect(list.get()).toMatchObject({ total: 1, hasMore: false });
  expect(list.get().items[0]?.channel).toBe(brandChannel);
  const unread = list.get().items[0]?.unread ?? 0;
  agent.send({ text: "news for the list" });
  // Counted at once by the notification; the text comes with the next read.
  await until(list, ({ items }) => items[0]?.unread === unread + 1);
  await until(list, ({ items }) => items[0]?.last_message?.text === "news for the list");

  conversation.markRead();
  // Reading is not told to the reader's own lists: they are read again when somebody asks.
  await until(agent, ({ readBy }) =>
    Object.values(readBy).some((seq) => seq >= (agent.get().messages.at(-1)?.seq ?? 0)),
  );
  await list.refresh();
  expect(list.get().items[0]?.unread).toBe(0);
});

test("a list of several pages is read to where it was read before", async () => {
  const token = await server.agent("Many");
  const agent = client(server.url, () => token);
  for (let number = 0; number < 60; number++) await server.order(`many-${number}`);
  const tickets = await lookedAt(ticketList(agent, { view: "overview" }));
  await until(tickets, ({ items }) => items.length === 50);
  await tickets.loadMore();
  const { items, total } = tickets.get();
  expect(items.length).toBe(Math.min(total, 100));
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  await tickets.refresh();
  expect(tickets.get().items.length).toBe(items.length);
});
