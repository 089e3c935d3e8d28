// A connection lasts as long as its token. The standard client comes back by itself with a new one, or shows it in time.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connected } from "./client.mjs";
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
