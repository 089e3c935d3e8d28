// What an application sees of a conversation, moment by moment, over the simulated network.

import { expect, test } from "vitest";
import { LiaisonError } from "../../src/index.ts";
import { stage } from "../stage/simulated-client.ts";
import { CONVERSATION } from "../stage/simulated-server.ts";

test("the newest page comes first, older ones on demand", async () => {
  const { time, server, conversation } = await stage({ before: 120 });
  expect(conversation.get()).toMatchObject({
    id: CONVERSATION,
    status: "ready",
    isLive: true,
    hasOlder: true,
  });
  expect(conversation.get().messages).toHaveLength(50);
  for (const length of [100, 120]) {
    void conversation.loadOlder();
    // A second wish at the same time is the same wish.
    void conversation.loadOlder();
    expect(conversation.get().isLoadingOlder).toBe(true);
    await time.pass(1_000);
    expect(conversation.get().messages).toHaveLength(length);
  }
  expect(conversation.get()).toMatchObject({ hasOlder: false, isLoadingOlder: false });
  expect(conversation.get().messages).toEqual(server.messages);
});

test("a message is shown at once, and moves into the log when it is stored", async () => {
  const { time, conversation } = await stage();
  const clientId = conversation.send({ text: "hello" });
  expect(conversation.get().pending).toMatchObject([{ clientId, text: "hello", status: "waiting" }]);
  await time.pass(1_000);
  const { messages, pending } = conversation.get();
  expect([pending, messages.at(-1)?.client_id]).toEqual([[], clientId]);
});

test("what was sent never comes back as pending, however much follows", async () => {
  const { time, server, conversation } = await stage();
  conversation.send({ text: "mine" });
  await time.pass(1_000);
  for (let number = 0; number < 300; number++) server.post(`after ${number}`);
  await time.pass(1_000);
  expect(conversation.get().pending).toEqual([]);
});

test("written without a connection, it is sent with the next one, in order", async () => {
  const { time, server, liaison, conversation } = await stage();
  liaison.disconnect();
  for (const text of ["one", "two", "three"]) conversation.send({ text });
  await time.pass(60_000);
  expect(conversation.get().pending.map(({ status }) => status)).toEqual(["waiting", "waiting", "waiting"]);
  expect(conversation.get().isLive).toBe(false);
  liaison.connect();
  await time.pass(1_000);
  expect(server.messages.slice(-3).map(({ text }) => text)).toEqual(["one", "two", "three"]);
  expect(conversation.get().pending).toEqual([]);
});

test("a refused message says why, lets the next one pass, and can be sent again or thrown away", async () => {
  const { time, server, conversation } = await stage();
  server.refusing = "CHANNEL_FROZEN";
  const first = conversation.send({ text: "first" });
  const second = conversation.send({ text: "second" });
  await time.pass(1_000);
  const [failed] = conversation.get().pending;
  expect(failed?.status).toBe("failed");
  expect(failed?.error).toBeInstanceOf(LiaisonError);
  expect(failed?.error?.code).toBe("CHANNEL_FROZEN");
  server.refusing = undefined;
  conversation.send({ text: "third" });
  conversation.discard(first);
  conversation.retry(second);
  await time.pass(1_000);
  expect(conversation.get().pending).toEqual([]);
  expect(server.messages.slice(3).map(({ text }) => text)).toEqual(["second", "third"]);
});

test("what was missed while the wire was cut is there as soon as it is mended", async () => {
  const { time, server, conversation } = await stage();
  server.cut();
  for (let number = 0; number < 70; number++) server.post(`missed ${number}`);
  // Long before the next heads would tell.
  await time.pass(2_000);
  expect(conversation.get().isLive).toBe(true);
  expect(conversation.get().messages).toEqual(server.messages);
});

test("a lost last message is noticed by the heads", async () => {
  const { time, server, conversation } = await stage();
  server.faults = { ...server.faults, lost: 1 };
  server.post("nobody hears");
  server.faults = { ...server.faults, lost: 0 };
  await time.pass(25_000);
  expect(conversation.get().messages.at(-1)?.text).toBe("nobody hears");
});

test("a log that was restored from a backup is loaded anew, and no half of it is shown", async () => {
  const { time, server, conversation } = await stage({ before: 10 });
  const seen: number[] = [];
  conversation.subscribe(() => seen.push(conversation.get().messages.length));
  server.forgetAfter(4);
  server.restart(1_000);
  await time.pass(10_000);
  expect(conversation.get().messages).toEqual(server.messages);
  expect(new Set(seen.filter((length) => ![0, 4, 10].includes(length)))).toEqual(new Set());
});

test("what may no longer be seen is no longer shown", async () => {
  const { time, server, conversation } = await stage();
  server.refusing = "NOT_FOUND";
  server.cut();
  await time.pass(5_000);
  expect(conversation.get()).toMatchObject({
    status: "refused",
    error: { code: "NOT_FOUND" },
    messages: [],
    isLive: false,
  });
  server.refusing = undefined;
  server.cut();
  await time.pass(5_000);
  expect(conversation.get()).toMatchObject({ status: "ready", error: undefined });
  expect(conversation.get().messages).toHaveLength(3);
});

test("typing is forgotten by itself, and ends with the message", async () => {
  const { time, server, conversation } = await stage();
  const type = () =>
    server.tell("user_typing", { conversationId: CONVERSATION, userId: "agent-9", isTyping: true });
  type();
  await time.pass(1_000);
  expect(conversation.get().typing).toEqual(["agent-9"]);
  await time.pass(6_000);
  expect(conversation.get().typing).toEqual([]);
  type();
  await time.pass(1_000);
  server.post("done");
  await time.pass(1_000);
  expect(conversation.get().typing).toEqual([]);
});

test("own typing is told once in a while, and its end always", async () => {
  const { time, server, conversation } = await stage();
  for (let key = 0; key < 50; key++) {
    conversation.typing();
    await time.pass(100);
  }
  await time.pass(5_000);
  const told = server.heard.filter(([name]) => name.startsWith("typing"));
  expect(told.map(([name]) => name)).toEqual(["typing_start", "typing_start", "typing_stop"]);
});

test("who leaves or empties the field no longer types, and that is told once", async () => {
  const { time, server, conversation } = await stage();
  conversation.typing();
  conversation.typing(false);
  conversation.typing(false);
  conversation.typing();
  conversation.send({ text: "done" });
  conversation.typing(false);
  await time.pass(1_000);
  const told = server.heard.filter(([name]) => name.startsWith("typing"));
  expect(told.map(([name]) => name)).toEqual(["typing_start", "typing_stop", "typing_start", "typing_stop"]);
});

test("reading is told, goes only forward, and is told again when that was lost", async () => {
  const { time, server, conversation } = await stage();
  conversation.markRead();
  conversation.markRead();
  expect(conversation.get().lastReadSeq).toBe(3);
  await time.pass(1_000);
  const seen = () => server.heard.filter(([name]) => name === "mark_seen");
  expect(seen()).toEqual([["mark_seen", { conversationId: CONVERSATION, messageId: "message-3" }]]);
  server.cut();
  await time.pass(5_000);
  // The server says 0 at the next join: it never got it.
  expect(seen()).toHaveLength(2);
  expect(conversation.get().lastReadSeq).toBe(3);
  server.tell("message_seen", { conversationId: CONVERSATION, messageId: "m", userId: "agent-9", seq: 3 });
  server.tell("message_seen", { conversationId: CONVERSATION, messageId: "m", userId: "agent-9", seq: 2 });
  await time.pass(1_000);
  expect(conversation.get().readBy).toEqual({ "agent-9": 3 });
});

test("a snapshot is the same object until something changes, and shares what did not", async () => {
  const { time, server, conversation } = await stage();
  const before = conversation.get();
  await time.pass(100);
  expect(conversation.get()).toBe(before);
  server.post("news");
  await time.pass(1_000);
  const after = conversation.get();
  expect(after).not.toBe(before);
  expect(after.messages.slice(0, 3).every((message, index) => message === before.messages[index])).toBe(true);
  expect([after.participants, after.pending, after.typing]).toEqual([[], [], []]);
  expect(after.pending).toBe(before.pending);
});

test("a conversation nobody looks at is left after a while, and gone on with later", async () => {
  const { time, server, conversation, stopLooking } = await stage();
  stopLooking();
  await time.pass(60_000);
  expect(server.heard.map(([name]) => name)).toContain("leave_conversation");
  server.post("while away");
  await time.pass(60_000);
  expect(conversation.get().messages).toHaveLength(3);
  conversation.subscribe(() => {});
  await time.pass(1_000);
  expect(conversation.get().messages).toHaveLength(4);
});

test("one connection carries it all, and an expired token is renewed on it and on REST", async () => {
  const { time, server, liaison, conversation } = await stage({ before: 60 });
  server.expireToken();
  void conversation.loadOlder();
  await time.pass(5_000);
  expect(conversation.get().messages).toHaveLength(60);
  server.expireToken();
  server.cut();
  await time.pass(5_000);
  expect(liaison.state.get()).toMatchObject({ name: "connected" });
});

test("a person whom no token lets in is told so, and not tried for ever", async () => {
  const { time, server, liaison } = await stage({ options: { token: () => "bad" } });
  await time.pass(60_000);
  expect(liaison.state.get()).toMatchObject({ name: "refused", error: { code: "TOKEN_EXPIRED" } });
  expect(server.connections).toBe(2);
});

test("a token that grew old between two tries is no reason to give up", async () => {
  const { time, server, liaison, conversation } = await stage({ before: 60 });
  server.expireToken();
  server.cut();
  while (server.connections < 2) await time.pass(10);
  await time.pass(60);
  // REST fetches a new one meanwhile, and the device sleeps: at the next try that one is old, too.
  void conversation.loadOlder();
  await time.pass(120);
  expect(conversation.get().messages).toHaveLength(60);
  expect(liaison.state.get().name).toBe("waiting");
  server.expireToken();
  await time.pass(60_000);
  expect(liaison.state.get().name).toBe("connected");
});

test("what comes between joining and its answer is not lost", async () => {
  const { time, server, conversation } = await stage({
    beforeConnect: (server) => {
      server.afterJoin = () => server.post("in between");
    },
  });
  await time.pass(1_000);
  expect(conversation.get().messages.map(({ text }) => text)).toEqual(
    server.messages.map(({ text }) => text),
  );
});

test("a listener that throws stops neither the other listeners nor the conversation", async () => {
  const { time, server, conversation } = await stage();
  const unhandled = new Promise((resolve) => process.once("unhandledRejection", resolve));
  const stop = conversation.subscribe(() => {
    stop();
    throw new Error("a mistake of the application");
  });
  let heard = 0;
  conversation.subscribe(() => heard++);
  server.post("news");
  await time.pass(1_000);
  expect(await unhandled).toMatchObject({ message: "a mistake of the application" });
  expect(heard).toBeGreaterThan(0);
  expect(conversation.get().messages.at(-1)?.text).toBe("news");
});

test("a server that promises more and gives nothing is not asked in a circle", async () => {
  const { time, server, conversation } = await stage();
  server.cut();
  server.post("missed");
  server.promisesTooMuch = true;
  await time.pass(60_000);
  expect(server.heard.filter(([name]) => name === "resume").length).toBeLessThan(20);
  server.promisesTooMuch = false;
  await time.pass(60_000);
  expect(conversation.get().messages.at(-1)?.text).toBe("missed");
});

test("access that was lost while connected empties the conversation at once; leaving on purpose does not ask again", async () => {
  const { time, server, conversation } = await stage();
  const joins = () => server.heard.filter(([name]) => name === "join_conversation").length;
  server.tell("conversation_left", { conversation_id: CONVERSATION, reason: "left" });
  await time.pass(100);
  expect(joins()).toBe(1);
  expect(conversation.get().messages).toHaveLength(3);

  server.refusing = "NOT_FOUND";
  server.tell("conversation_left", { conversation_id: CONVERSATION, reason: "access_lost" });
  await time.pass(100);
  expect(joins()).toBe(2);
  expect(conversation.get()).toMatchObject({ status: "refused", messages: [], isLive: false });
});
