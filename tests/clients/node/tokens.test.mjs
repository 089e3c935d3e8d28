// A connection lasts as long as its token. The standard client comes back by itself with a new one, or shows it in time.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected, open } from "./client.mjs";
import { Liaison, hostToken } from "./liaison.mjs";

let liaison;
let made;

before(async () => {
  liaison = await Liaison.start({ LIAISON_TOKENS_LEEWAY_SECONDS: "0" });
  await liaison.agent("Asha");
  made = await liaison.order("tokens");
});

after(() => liaison?.remove());

const tokenFor = (seconds) => hostToken(made.request.brand, "brand", { seconds });

for (const transports of [["websocket"], ["polling"], ["polling", "websocket"]]) {
  test(`${transports}: when the token has ended, the client connects again by itself with another one`, async (t) => {
    let asked = 0;
    const auth = (give) => give({ token: tokenFor(++asked === 1 ? 2 : 3600) });
    const { socket, inbox } = await connected(t, liaison.url, { auth, transports });
    const first = socket.id;
    const [told] = await inbox.next("token_expiring");
    assert.ok(told.expires_in <= 2, JSON.stringify(told));
    const [error] = await inbox.next("error");
    assert.equal(error.error_code, "TOKEN_EXPIRED");
    const [reason] = await inbox.next("disconnect");
    assert.notEqual(reason, "io server disconnect", "after that the client would stay away");
    await inbox.next("connect");
    assert.notEqual(socket.id, first);
    assert.equal(asked, 2);
    const sent = await socket.emitWithAck("send_message", { conversationId: made.brandChannel, message: "back again" });
    assert.equal(sent.success, true, JSON.stringify(sent));
  });
}

for (const transports of [["websocket"], ["polling"]]) {
  test(`${transports}: the end of a token is heard before the connection ends, every time`, async (t) => {
    const clients = [];
    for (let count = 0; count < 10; count++) {
      clients.push(connected(t, liaison.url, { auth: { token: tokenFor(2) }, transports, reconnection: false }));
    }
    for (const { inbox } of await Promise.all(clients)) {
      const [error] = await inbox.next("error");
      assert.equal(error.error_code, "TOKEN_EXPIRED");
      const [reason] = await inbox.next("disconnect");
      assert.notEqual(reason, "io server disconnect");
    }
  });

  test(`${transports}: who is revoked hears that the server wanted it, and stays away`, async (t) => {
    const { external_id, name } = made.request.creator;
    const person = { external_id: `${external_id}-${transports}`, name };
    const token = hostToken(person, "creator");
    for (let times = 0; times < 3; times++) {
      const { socket, inbox } = await connected(t, liaison.url, { auth: { token: hostToken(person, "creator") }, transports });
      const answer = await liaison.host.post("/people/revoke", { external_id: person.external_id });
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      const [reason] = await inbox.next("disconnect");
      assert.equal(reason, "io server disconnect");
      assert.equal(socket.active, false);
    }
    const { inbox } = open(t, liaison.url, { auth: { token }, transports });
    const [refused] = await inbox.next("connect_error");
    assert.equal(refused.data.error_code, "TOKEN_INVALID");
  });
}

test("a client that shows a new token in time keeps its connection", async (t) => {
  const { socket, inbox } = await connected(t, liaison.url, { auth: { token: tokenFor(2) } });
  const first = socket.id;
  for (let times = 0; times < 3; times++) {
    await inbox.next("token_expiring");
    const answer = await socket.emitWithAck("authenticate", { token: tokenFor(2) });
    assert.equal(answer.success, true, JSON.stringify(answer));
  }
  const answer = await socket.emitWithAck("authenticate", { token: made.creatorToken });
  assert.equal(answer.error_code, "IDENTITY_MISMATCH");
  assert.equal((await socket.emitWithAck("authenticate", { token: tokenFor(60) })).expires_in, 60);
  const sent = await socket.emitWithAck("send_message", { conversationId: made.brandChannel, message: "still here" });
  assert.equal(sent.success, true, JSON.stringify(sent));
  assert.equal(socket.id, first);
});

test("a token that has ended keeps the client out, and it does not try for ever", async (t) => {
  const { socket, inbox } = await connected(t, liaison.url, { auth: { token: tokenFor(1) } });
  await inbox.next("disconnect");
  const [refused] = await inbox.next("connect_error");
  assert.equal(refused.data.error_code, "TOKEN_EXPIRED");
  assert.equal(socket.active, false);
});
