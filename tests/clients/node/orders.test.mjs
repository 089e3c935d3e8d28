// The main job, as a customer runs it: a host application creates an order, and brand, creator and agent talk
// through three real socket.io-client programs. The parties never learn of each other; nothing acknowledged is lost.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, open } from "./client.mjs";
import { Liaison, hostToken } from "./liaison.mjs";

let liaison;
let agentToken;

before(async () => {
  liaison = await Liaison.start();
  agentToken = await liaison.agent("Asha");
});

after(() => liaison?.remove());

/** Asks the server by an event; the answer is `{success: true, …}` or an error. */
const ask = (socket, event, payload) => socket.timeout(15_000).emitWithAck(event, payload);

/** Like `ask`, for what must succeed. */
async function must(socket, event, payload) {
  const answer = await ask(socket, event, payload);
  assert.equal(answer.success, true, `${event}: ${JSON.stringify(answer)}`);
  return answer;
}

/** A connected client that has joined these channels. */
async function joined(t, token, ...channels) {
  const client = await connected(t, liaison.url, { auth: { token } });
  for (const channel of channels) await must(client.socket, "join_conversation", channel);
  return client;
}

/** An order with its three people, each connected and joined to what is theirs. */
async function cast(t, name) {
  const made = await liaison.order(name);
  const brand = await joined(t, made.brandToken, made.brandChannel);
  const creator = await joined(t, made.creatorToken, made.creatorChannel);
  const agent = await joined(t, agentToken, made.brandChannel, made.creatorChannel);
  return { ...made, brand, creator, agent };
}

const say = (socket, conversationId, message, more = {}) =>
  must(socket, "send_message", { conversationId, message, ...more });

/** Waits until this text arrives as a new message, and returns the message. */
async function hears(inbox, text) {
  const [{ message }] = await inbox.next("new_message", ({ message }) => message.text === text);
  return message;
}

/** The whole log of a channel after a position, as `resume` gives it. */
async function resumed(socket, conversationId, afterSeq = 0) {
  const items = [];
  for (;;) {
    const page = await must(socket, "resume", { conversationId, afterSeq: items.at(-1)?.seq ?? afterSeq });
    items.push(...page.items);
    if (!page.has_more) return items;
  }
}

/** Sequences go up by one, without a hole and without a repeat. */
function assertDense(items, first) {
  assert.deepEqual(items.map((item) => item.seq), items.map((_, index) => first + index));
}

test("an order makes a ticket with an agent and two channels, once", async () => {
  const { request, order, brandChannel, creatorChannel } = await liaison.order("first");
  assert.equal(order.ticket.agent.name, "Asha");
  assert.equal(brandChannel, `ticket_${order.ticket.id}_brand_agent`);
  assert.equal(creatorChannel, `ticket_${order.ticket.id}_creator_agent`);
  const again = await liaison.host.post("/orders", request);
  assert.equal(again.status, 200);
  assert.equal(again.body.id, order.id);
  assert.equal(again.body.ticket.id, order.ticket.id);
});

test("brand, creator and agent talk, and the parties never learn of each other", async (t) => {
  const { request, order, brand, creator, agent, brandChannel, creatorChannel } = await cast(t, "talk");

  const sent = await say(brand.socket, brandChannel, "CANARY-OF-BRAND", { senderId: order.brand.public_id });
  const heard = await hears(agent.inbox, "CANARY-OF-BRAND");
  assert.equal(heard.seq, sent.seq);
  assert.equal(heard.sender.public_id, order.brand.public_id);
  await say(agent.socket, brandChannel, "to the brand");
  assert.equal((await hears(brand.inbox, "to the brand")).seq, sent.seq + 1);

  await say(creator.socket, creatorChannel, "CANARY-OF-CREATOR");
  await hears(agent.inbox, "CANARY-OF-CREATOR");
  // Whatever could have leaked was sent before these two, and a socket receives in order.
  await say(agent.socket, creatorChannel, "to the creator");
  await hears(creator.inbox, "to the creator");
  await say(agent.socket, brandChannel, "and to the brand again");
  await hears(brand.inbox, "and to the brand again");

  for (const [client, channel, own, other, canary] of [
    [brand, brandChannel, request.brand, request.creator, "CANARY-OF-CREATOR"],
    [creator, creatorChannel, request.creator, request.brand, "CANARY-OF-BRAND"],
  ]) {
    const known = JSON.stringify([client.inbox.history, await resumed(client.socket, channel)]);
    for (const secret of [canary, other.name, other.email, other.external_id]) {
      assert.ok(!known.includes(secret), `${own.name} received ${secret}`);
    }
  }
});

test("the other side's channel does not exist, for any event", async (t) => {
  const { brand, brandChannel, creatorChannel, agent } = await cast(t, "walls");
  const refusals = [];
  for (const channel of [creatorChannel, "ticket_999999999_creator_agent"]) {
    refusals.push(await ask(brand.socket, "join_conversation", channel));
    refusals.push(await ask(brand.socket, "send_message", { conversationId: channel, message: "knock" }));
    refusals.push(await ask(brand.socket, "resume", { conversationId: channel, afterSeq: 0 }));
  }
  for (const refusal of refusals) {
    assert.equal(refusal.success, false);
    assert.equal(refusal.error_code, refusals[0].error_code);
    assert.equal(refusal.message, refusals[0].message);
  }
  const { items } = await must(agent.socket, "resume", { conversationId: creatorChannel, afterSeq: 0 });
  assert.ok(!JSON.stringify(items).includes("knock"));
  assert.equal((await say(brand.socket, brandChannel, "still welcome here")).success, true);
});

test("an id in a payload grants nothing", async (t) => {
  const { order, brand, brandChannel } = await cast(t, "mask");
  const payload = { conversationId: brandChannel, message: "as someone else", senderId: order.creator.public_id };
  const answer = await ask(brand.socket, "send_message", payload);
  assert.equal(answer.success, false);
  assert.equal(answer.error_code, "IDENTITY_MISMATCH");
});

test("a handshake without a good token is refused with a reason", async (t) => {
  const person = { external_id: "nobody", name: "Nobody" };
  const forged = hostToken(person, "brand", { secret: "another secret, and long enough for HS256" });
  for (const auth of [{}, { token: "rubbish" }, { token: forged }]) {
    const { inbox } = open(t, liaison.url, { auth, reconnection: false });
    const [error] = await inbox.next("connect_error");
    assert.equal(error.data?.success, false, `${error.message} ${JSON.stringify(error.data)}`);
    assert.match(error.data.error_code, /^[A-Z_]+$/);
  }
});

test("the second address is the same server", async (t) => {
  const { agent, brandToken, brandChannel } = await cast(t, "path");
  const { socket } = await connected(t, liaison.url, { path: "/socket.io/chat", auth: { token: brandToken } });
  await must(socket, "join_conversation", brandChannel);
  await say(socket, brandChannel, "by the other door");
  await hears(agent.inbox, "by the other door");
});

test("the same client id is one message", async (t) => {
  const { brand, agent, brandChannel } = await cast(t, "twice");
  const first = await say(brand.socket, brandChannel, "only once", { clientId: "key-1" });
  const second = await say(brand.socket, brandChannel, "only once", { clientId: "key-1" });
  assert.equal(second.seq, first.seq);
  assert.equal(second.message.id, first.message.id);
  const texts = (await resumed(agent.socket, brandChannel)).map((item) => item.text);
  assert.equal(texts.filter((text) => text === "only once").length, 1);
});

test("what was missed while away comes back once and in order", async (t) => {
  const { brand, agent, brandChannel } = await cast(t, "away");
  const { seq } = await say(brand.socket, brandChannel, "before");
  brand.socket.disconnect();
  const texts = Array.from({ length: 120 }, (_, index) => `missed ${index}`);
  for (const text of texts) await say(agent.socket, brandChannel, text);
  brand.socket.connect();
  await brand.inbox.next("connect");
  const missed = await resumed(brand.socket, brandChannel, seq);
  assertDense(missed, seq + 1);
  assert.deepEqual(missed.map((item) => item.text), texts);
});

test("closing freezes both channels and reopening thaws them", async (t) => {
  const { order, brand, creator, brandChannel, creatorChannel } = await cast(t, "freeze");
  const agent = liaison.api(agentToken);
  const set = async (status) => {
    const answer = await agent.put(`/crm/tickets/${order.ticket.id}/status`, { status });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  };
  await set("closed");
  for (const [client, channel] of [[brand, brandChannel], [creator, creatorChannel]]) {
    await client.inbox.next("conversation_state_changed", ({ new_state }) => new_state === "frozen");
    const answer = await ask(client.socket, "send_message", { conversationId: channel, message: "too late" });
    assert.equal(answer.error_code, "CHANNEL_FROZEN");
  }
  await set("open");
  await say(brand.socket, brandChannel, "and on we go");
});

test("everything acknowledged survives a kill, and the rest can be sent again", async (t) => {
  const { brand, brandChannel } = await cast(t, "kill");
  const keys = Array.from({ length: 150 }, (_, index) => `key-${index}`);
  const acknowledged = new Map();
  const killed = new Promise((resolve) => {
    for (const clientId of keys) {
      const payload = { conversationId: brandChannel, message: `text of ${clientId}`, clientId };
      ask(brand.socket, "send_message", payload).then((answer) => {
        if (answer.success) acknowledged.set(clientId, answer.seq);
        // In the midst of it: the rest is on its way, half handled, or not yet read.
        if (acknowledged.size === 50) resolve(liaison.program.kill());
        // A rejection is an answer that the kill prevented; that message is sent again below.
      }, () => {});
    }
  });
  await killed;
  await brand.inbox.next("disconnect");
  const promised = new Map(acknowledged);
  await liaison.run();
  await brand.inbox.next("connect");

  const kept = await resumed(brand.socket, brandChannel);
  assertDense(kept, 1);
  for (const [clientId, seq] of promised) {
    assert.equal(kept[seq - 1].text, `text of ${clientId}`, `${clientId} was acknowledged as ${seq}`);
  }

  for (const clientId of keys) await say(brand.socket, brandChannel, `text of ${clientId}`, { clientId });
  const all = await resumed(brand.socket, brandChannel);
  assertDense(all, 1);
  for (const clientId of keys) {
    const times = all.filter((item) => item.text === `text of ${clientId}`).length;
    assert.equal(times, 1, `${clientId} is there ${times} times`);
  }
});

test("asked to stop, the server tells its sockets and ends well", async (t) => {
  const { socket, inbox } = await connected(t, liaison.url, { auth: { token: agentToken }, reconnection: false });
  assert.ok(socket.connected);
  const stopped = liaison.program.stop();
  await inbox.next("server_drain", ({ retry_after_ms }) => retry_after_ms >= 0);
  await inbox.next("disconnect");
  assert.equal(await stopped, 0);
});
