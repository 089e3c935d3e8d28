// The real socket.io-client 4 against our engine, through the loopback program that the protocol suites use too.
//
// Every behaviour runs on every transport: what holds on WebSocket must hold on polling and across the upgrade.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { connected, open } from "./client.mjs";
import { Inbox } from "./inbox.mjs";
import { Program, freePort, path } from "./program.mjs";
import { Wire } from "./wire.mjs";

const TRANSPORTS = {
  "polling only": ["polling"],
  "websocket only": ["websocket"],
  "polling, then upgrade": ["polling", "websocket"],
};

let engine;
let port;
let url;

before(async () => {
  port = await freePort();
  url = `http://127.0.0.1:${port}`;
  engine = await Program.start(path("LIAISON_CONFORMANCE_BIN"), [String(port)], {
    url: `${url}/socket.io/?EIO=4&transport=polling`,
  });
});

after(() => engine?.kill());

for (const [name, transports] of Object.entries(TRANSPORTS)) {
  describe(name, () => {
    const connect = (t, options = {}) => connected(t, options.url ?? url, { transports, ...options });

    test("the handshake carries auth", async (t) => {
      const { socket, inbox } = await connect(t, { auth: { token: "t-1", nested: { list: [1, 2] } } });
      assert.deepEqual(await inbox.next("auth"), [{ token: "t-1", nested: { list: [1, 2] } }]);
      assert.match(socket.id, /^\S{8,}$/);
    });

    test("no auth arrives as an empty object", async (t) => {
      const { inbox } = await connect(t);
      assert.deepEqual(await inbox.next("auth"), [{}]);
    });

    test("an event comes back with the same arguments", async (t) => {
      const { socket, inbox } = await connect(t);
      const args = [1, "zwei ✓ 🙂", null, true, { a: [{}, [], ""], "b\"c": "\u2028\\n" }, -1.5e-7];
      socket.emit("message", ...args);
      assert.deepEqual(await inbox.next("message-back"), args);
    });

    test("an acknowledgement carries the same arguments", async (t) => {
      const { socket } = await connect(t);
      const args = await new Promise((resolve) => {
        socket.emit("message-with-ack", 1, "two", { three: [4] }, (...args) => resolve(args));
      });
      assert.deepEqual(args, [1, "two", { three: [4] }]);
    });

    test("many acknowledgements at once find their callers", async (t) => {
      const { socket } = await connect(t);
      const numbers = Array.from({ length: 150 }, (_, index) => index);
      const answers = await Promise.all(numbers.map((number) => socket.emitWithAck("message-with-ack", number)));
      assert.deepEqual(answers, numbers);
    });

    test("an event that nobody acknowledges times out at the client", async (t) => {
      const { socket } = await connect(t);
      await assert.rejects(socket.timeout(50).emitWithAck("message-without-handler", 1), /timed out/);
    });

    test("events keep their order", async (t) => {
      const { socket, inbox } = await connect(t);
      const numbers = Array.from({ length: 150 }, (_, index) => index);
      numbers.forEach((number) => socket.emit("message", number));
      const back = [];
      for (const _ of numbers) back.push((await inbox.next("message-back"))[0]);
      assert.deepEqual(back, numbers);
    });

    test("binary attachments travel both ways", async (t) => {
      const { socket, inbox } = await connect(t);
      const bytes = Buffer.from([0, 1, 2, 253, 254, 255]);
      socket.emit("message", bytes, "between", { deep: [Buffer.from("later")] });
      const [first, between, last] = await inbox.next("message-back");
      assert.deepEqual(Buffer.from(first), bytes);
      assert.equal(between, "between");
      assert.deepEqual(Buffer.from(last.deep[0]), Buffer.from("later"));
    });

    test("an acknowledgement can be binary", async (t) => {
      const { socket } = await connect(t);
      const answer = await socket.emitWithAck("message-with-ack", Buffer.alloc(3000, 7));
      assert.deepEqual(Buffer.from(answer), Buffer.alloc(3000, 7));
    });

    test("a namespace shares the connection and nothing else", async (t) => {
      const { socket, inbox } = await connect(t, { auth: { at: "root" } });
      const custom = socket.io.socket("/custom", { auth: { at: "custom" } });
      const customInbox = new Inbox(custom);
      assert.deepEqual(await customInbox.next("auth"), [{ at: "custom" }]);
      assert.notEqual(custom.id, socket.id);
      custom.emit("message", "to custom");
      socket.emit("message", "to root");
      assert.deepEqual(await customInbox.next("message-back"), ["to custom"]);
      assert.deepEqual(await inbox.next("message-back"), ["to root"]);
      // Leaving one leaves the other where it is.
      custom.disconnect();
      assert.equal(await socket.emitWithAck("message-with-ack", "still here"), "still here");
      assert.equal(inbox.history.filter(([name]) => name === "message-back").length, 1);
    });

    test("an unknown namespace is refused with a reason", async (t) => {
      const { inbox } = open(t, `${url}/nowhere`, { transports, reconnection: false });
      const [error] = await inbox.next("connect_error");
      assert.equal(error.message, "Invalid namespace");
    });

    test("a client that left comes back as a new socket", async (t) => {
      const { socket, inbox } = await connect(t);
      const first = socket.id;
      socket.disconnect();
      assert.deepEqual((await inbox.next("disconnect"))[0], "io client disconnect");
      socket.connect();
      await inbox.next("connect");
      assert.notEqual(socket.id, first);
      assert.equal(await socket.emitWithAck("message-with-ack", 2), 2);
    });

    test("a cut wire is followed by a reconnection with the same auth", async (t) => {
      const wire = await Wire.to(t, port);
      const { socket, inbox } = await connect(t, { url: wire.url, auth: { token: "again" } });
      await inbox.next("auth");
      const first = socket.id;
      wire.cut();
      assert.match((await inbox.next("disconnect"))[0], /^transport (close|error)$/);
      // Written while offline: the client keeps it and sends it once connected.
      socket.emit("message", "kept");
      wire.mend();
      await inbox.next("connect");
      assert.deepEqual(await inbox.next("auth"), [{ token: "again" }]);
      assert.deepEqual(await inbox.next("message-back"), ["kept"]);
      assert.notEqual(socket.id, first);
    });

    test("a silent wire is noticed by the heartbeat", async (t) => {
      const wire = await Wire.to(t, port);
      const { socket, inbox } = await connect(t, { url: wire.url });
      wire.freeze();
      assert.match((await inbox.next("disconnect"))[0], /^(ping timeout|transport (close|error))$/);
      wire.mend();
      await inbox.next("connect");
      assert.equal(await socket.emitWithAck("message-with-ack", "back"), "back");
    });

    test("a connection stays up over several heartbeats", async (t) => {
      const { socket, inbox } = await connect(t);
      let pings = 0;
      await new Promise((resolve) => socket.io.on("ping", () => ++pings === 3 && resolve()));
      assert.equal(await socket.emitWithAck("message-with-ack", "alive"), "alive");
      assert.ok(!inbox.history.some(([name]) => name === "disconnect"));
    });

    test("a payload beyond the limit closes the connection, not the server", async (t) => {
      const { socket, inbox } = await connect(t);
      socket.emit("message", "x".repeat(2_000_000));
      await inbox.next("disconnect");
      await inbox.next("connect");
      assert.equal(await socket.emitWithAck("message-with-ack", "small"), "small");
    });
  });
}

test("the upgrade ends on websocket and loses nothing on the way", async (t) => {
  const { socket, inbox } = open(t, url, { transports: ["polling", "websocket"] });
  const { engine } = socket.io;
  const upgraded = new Promise((resolve) => engine.once("upgrade", resolve));
  assert.equal(engine.transport.name, "polling");
  const numbers = Array.from({ length: 150 }, (_, index) => index);
  // A few at each turn of the loop, so that some are sent before, during and after the upgrade.
  await inbox.next("connect");
  for (const number of numbers) {
    socket.emit("message", number);
    if (number % 10 === 0) await new Promise(setImmediate);
  }
  await upgraded;
  assert.equal(engine.transport.name, "websocket");
  socket.emit("message", "last");
  const back = [];
  for (let length = 0; length <= numbers.length; length++) back.push((await inbox.next("message-back"))[0]);
  assert.deepEqual(back, [...numbers, "last"]);
});

test("a client that sends faster than it may is slowed down, and neither cut off nor robbed", async (t) => {
  const { socket, inbox } = await connected(t, url, { transports: ["websocket"] });
  const numbers = Array.from({ length: 350 }, (_, index) => index);
  numbers.forEach((number) => socket.emit("message", number));
  const back = [];
  for (const _ of numbers) back.push((await inbox.next("message-back"))[0]);
  assert.deepEqual(back, numbers);
  assert.ok(!inbox.history.some(([name]) => name === "disconnect"));
});

test("polling only stays on polling", async (t) => {
  const { socket } = await connected(t, url, { transports: ["polling"] });
  await socket.emitWithAck("message-with-ack", 1);
  assert.equal(socket.io.engine.transport.name, "polling");
});

test("a hundred clients at once are a hundred sockets", async (t) => {
  const clients = await Promise.all(
    Array.from({ length: 100 }, (_, index) => connected(t, url, { transports: ["websocket"], auth: { index } })),
  );
  const auths = await Promise.all(clients.map(({ inbox }) => inbox.next("auth")));
  assert.deepEqual(auths.map(([auth]) => auth.index), clients.map((_, index) => index));
  assert.equal(new Set(clients.map(({ socket }) => socket.id)).size, 100);
});
