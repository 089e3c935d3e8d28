// The other vocabulary (`join:session`, `message:send` …), and what goes with messages: typing, reading, presence,
// edits, files. A socket of each vocabulary in one channel sees the same log.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected } from "./client.mjs";
import { Liaison } from "./liaison.mjs";

let liaison;
let agentToken;

before(async () => {
  liaison = await Liaison.start();
  agentToken = await liaison.agent("Asha");
});

after(() => liaison?.remove());

async function must(socket, event, payload) {
  const answer = await socket.timeout(15_000).emitWithAck(event, payload);
  assert.equal(answer.success, true, `${event}: ${JSON.stringify(answer)}`);
  return answer;
}

/** The agent in the words of reference C, the brand in those of reference D, both in the brand's channel. */
async function pair(t, name) {
  const made = await liaison.order(name);
  const agent = await connected(t, liaison.url, { auth: { token: agentToken } });
  const { conversation_id: id } = await must(agent.socket, "join_conversation", made.brandChannel);
  const brand = await connected(t, liaison.url, { path: "/socket.io/chat", auth: { token: made.brandToken } });
  await must(brand.socket, "join:session", made.brandChannel);
  const [history] = await brand.inbox.next("session:history");
  return { ...made, agent, brand, id, history };
}

test("a session begins with its history, and both vocabularies see the same messages", async (t) => {
  const { agent, brand, id, history } = await pair(t, "both");
  assert.equal(history.session.id, id);
  assert.equal(history.messages[0].message_type, "system");

  const sent = await must(brand.socket, "message:send", { session_id: id, text: "in the words of D", client_id: "k1" });
  const [c] = await agent.inbox.next("new_message", ({ message }) => message.text === "in the words of D");
  assert.deepEqual([c.conversation_id, c.message.seq, c.message.client_id], [id, sent.seq, "k1"]);

  await must(agent.socket, "send_message", { conversationId: id, message: "in the words of C" });
  const [d] = await brand.inbox.next("message:new", ({ message }) => message.text === "in the words of C");
  assert.deepEqual([d.session_id, d.message.seq], [id, sent.seq + 1]);
});

test("a session that is joined from a position gets exactly what came after it", async (t) => {
  const { brandToken, agent, brand, id, history } = await pair(t, "position");
  const after = history.messages.at(-1).seq;
  brand.socket.disconnect();
  for (let n = 1; n <= 250; n++) await must(agent.socket, "send_message", { conversationId: id, message: `missed ${n}` });

  const back = await connected(t, liaison.url, { auth: { token: brandToken } });
  const seen = [];
  for (;;) {
    await must(back.socket, "join:session", { id, after_seq: seen.at(-1)?.seq ?? after });
    const [page] = await back.inbox.next("session:history");
    seen.push(...page.messages);
    if (!page.has_more) break;
  }
  assert.deepEqual(seen.map(({ seq }) => seq), seen.map((_, index) => after + 1 + index));
  assert.equal(seen.filter(({ text }) => text?.startsWith("missed")).length, 250);

  await must(back.socket, "join:session", { id, after_seq: 1_000_000 });
  const [reset] = await back.inbox.next("session:history");
  assert.equal(reset.reset, true);
});

test("typing and reading are told to the other side, in its own words", async (t) => {
  const { order, brandToken, agent, brand, id } = await pair(t, "typing");
  await must(brand.socket, "typing:start", { session_id: id });
  const [typing] = await agent.inbox.next("user_typing");
  assert.deepEqual(typing, { conversationId: id, userId: order.brand.public_id, isTyping: true });
  await must(agent.socket, "typing_stop", { conversationId: id });
  const [stopped] = await brand.inbox.next("typing:stop");
  assert.equal(stopped.session_id, id);

  const { message } = await must(agent.socket, "send_message", { conversationId: id, message: "read me" });
  const unread = await liaison.api(brandToken).get("/messages/unread-count");
  assert.equal(unread.body.unread_count, 1);
  await must(brand.socket, "message:read", { session_id: id, message_id: message.id });
  const [seen] = await agent.inbox.next("message_seen");
  assert.deepEqual([seen.messageId, seen.userId], [message.id, order.brand.public_id]);
  const none = await liaison.api(brandToken).get("/messages/unread-count");
  assert.equal(none.body.unread_count, 0);
});

test("who comes and goes is told to those who share a channel, and to nobody else", async (t) => {
  const { order, agent, brand, creatorToken } = await pair(t, "presence");
  const creator = await connected(t, liaison.url, { auth: { token: creatorToken } });
  await must(creator.socket, "join_conversation", `ticket_${order.ticket.id}_creator_agent`);
  brand.socket.disconnect();
  const [gone] = await agent.inbox.next("user_offline", ({ userId }) => userId === order.brand.public_id);
  assert.equal(gone.userId, order.brand.public_id);
  // What would have leaked was sent before this answer.
  await must(creator.socket, "join", order.creator.public_id);
  assert.ok(!JSON.stringify(creator.inbox.history).includes(order.brand.public_id));
});

test("an edit and a deletion are entries of the same sequence", async (t) => {
  const { agent, brand, id } = await pair(t, "edits");
  const sent = await must(agent.socket, "send_message", { conversationId: id, message: "first words" });
  const api = liaison.api(agentToken);
  const edited = await api.patch(`/messages/${sent.message.id}`, { text: "second words" });
  assert.deepEqual([edited.status, edited.body.text], [200, "second words"]);
  const [edit] = await brand.inbox.next("message:changed");
  assert.deepEqual([edit.change.seq, edit.change.change, edit.change.text], [sent.seq + 1, "edit", "second words"]);
  assert.equal((await api.delete(`/messages/${sent.message.id}`)).status, 204);
  const [deletion] = await brand.inbox.next("message:changed");
  assert.deepEqual([deletion.change.seq, deletion.change.change, deletion.change.text], [sent.seq + 2, "deletion", ""]);
  const { items } = await must(agent.socket, "resume", { conversationId: id, afterSeq: sent.seq - 1 });
  assert.deepEqual(items.map(({ seq }) => seq), [sent.seq, sent.seq + 1, sent.seq + 2]);
  assert.ok(!JSON.stringify(items).includes("words"), "a deleted text is nowhere in the log");
});

test("a file goes with a message, to those of its channel and nobody else", async (t) => {
  const { brand, id, brandToken, creatorToken } = await pair(t, "files");
  // The smallest PNG: one transparent pixel.
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
    "base64",
  );
  const file = await liaison.upload(brandToken, "brief.png", png);
  assert.deepEqual([file.status, file.body.content_type, file.body.width], [201, "image/png", 1]);
  const download = (token) => fetch(`${liaison.url}${file.body.url}`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal((await download(agentToken)).status, 404, "before it was sent it is its owner's alone");

  const sent = await must(brand.socket, "message:send", { session_id: id, text: "", attachment_ids: [file.body.id] });
  assert.equal(sent.message.attachments[0].name, "brief.png");
  const found = await download(agentToken);
  assert.equal(found.status, 200);
  assert.deepEqual(Buffer.from(await found.arrayBuffer()), png);
  assert.equal(found.headers.get("x-content-type-options"), "nosniff");
  assert.equal((await download(creatorToken)).status, 404);
  const script = await liaison.upload(brandToken, "page.svg", Buffer.from("<svg onload=alert(1)>"));
  assert.deepEqual([script.status, script.body.error_code], [422, "FILE_TYPE_REFUSED"]);
});

test("a card number is masked before anybody sees it", async (t) => {
  const { agent, brand, id } = await pair(t, "masking");
  await must(brand.socket, "message:send", { session_id: id, text: "my card is 4242 4242 4242 4242, order 12345" });
  const [{ message }] = await agent.inbox.next("new_message", ({ message }) => message.text.startsWith("my card"));
  assert.equal(message.text, "my card is **** 4242, order 12345");
});

test("what cannot be read is refused, and the socket lives on", async (t) => {
  const { brand, id } = await pair(t, "rubbish");
  const ask = (event, ...args) => brand.socket.timeout(15_000).emitWithAck(event, ...args);
  for (const [event, payload, code] of [
    ["no_such_event", {}, "EVENT_UNKNOWN"],
    ["send_message", null, "BODY_MALFORMED"],
    ["send_message", { conversationId: id, message: 7 }, "BODY_MALFORMED"],
    ["send_message", { conversationId: id, message: "  " }, "MESSAGE_EMPTY"],
    ["send_message", { conversationId: id, message: "a".repeat(10_001) }, "MESSAGE_TOO_LONG"],
    ["message:send", { session_id: "ticket_x_brand_agent", text: "?" }, "NOT_FOUND"],
    ["resume", { conversationId: id, afterSeq: "all" }, "BODY_MALFORMED"],
    ["join_campaign_room", 1, "NOT_FOUND"],
  ]) {
    const answer = await ask(event, payload);
    assert.deepEqual([answer.success, answer.error_code], [false, code], `${event} ${JSON.stringify(payload)}`);
  }
  brand.socket.emit("send_message", { conversationId: id });
  const [error] = await brand.inbox.next("error");
  assert.equal(error.error_code, "MESSAGE_EMPTY");
});
