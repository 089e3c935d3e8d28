// A connection that is gone is known as such within moments, and what waited is sent once when it is back.

import { expect, test } from "vitest";
import { stage } from "../stage/simulated-client.ts";

/** A network that says when it goes and comes. */
function network() {
  const listeners = { wake: new Set<() => void>(), offline: new Set<() => void>() };
  const watch = (kind: "wake" | "offline") => (listener: () => void) => {
    listeners[kind].add(listener);
    return () => listeners[kind].delete(listener);
  };
  return {
    onWake: watch("wake"),
    onOffline: watch("offline"),
    listeners,
    say: (kind: "wake" | "offline") => {
      for (const listener of [...listeners[kind]]) listener();
    },
  };
}

async function withNetwork() {
  const { listeners, say, ...world } = network();
  return { ...(await stage({ world })), listeners, say };
}

test("a network that goes is shown at once, and one that comes back is used at once", async () => {
  const { server, time, liaison, conversation, say } = await withNetwork();
  expect(liaison.state.get().name).toBe("connected");
  server.freeze();
  say("offline");
  expect(liaison.state.get().name).toBe("waiting");
  conversation.send({ text: "one" });
  conversation.send({ text: "two" });
  expect(conversation.get().pending.map(({ status }) => status)).toEqual(["waiting", "waiting"]);
  say("wake");
  await time.pass(500);
  expect(liaison.state.get().name).toBe("connected");
  expect(conversation.get().pending).toEqual([]);
  expect(server.messages.slice(-2).map(({ text }) => text)).toEqual(["one", "two"]);
});

test("after leaving, nothing is listened to", async () => {
  const { liaison, listeners } = await withNetwork();
  liaison.disconnect();
  expect(listeners.wake.size + listeners.offline.size).toBe(0);
  liaison.connect();
  liaison.connect();
  expect(listeners.wake.size + listeners.offline.size).toBe(2);
});

test("a wire that stays silent for four seconds after a message is given up, and the message is sent once", async () => {
  const { server, time, liaison, conversation } = await stage();
  server.freeze();
  conversation.send({ text: "into the void" });
  await time.pass(3_900);
  expect(liaison.state.get().name).toBe("connected");
  await time.pass(200);
  expect(liaison.state.get().name).not.toBe("connected");
  await time.pass(2_000);
  expect(liaison.state.get().name).toBe("connected");
  expect(server.messages.filter(({ text }) => text === "into the void")).toHaveLength(1);
});

test("a server that is slow to answer but can be heard is not given up", async () => {
  const { server, time, liaison, conversation } = await stage();
  const { connections } = server;
  server.unanswered = "send_message";
  conversation.send({ text: "slowly" });
  for (let second = 0; second < 14; second++) {
    server.tell("heads", {});
    await time.pass(1_000);
  }
  expect(liaison.state.get().name).toBe("connected");
  expect(server.connections).toBe(connections);
});

test("an attempt from before the network came back is not waited for; one that has just begun is", async () => {
  const { server, time, liaison, say } = await withNetwork();
  server.isOpening = false;
  server.cut();
  await time.pass(2_000);
  expect(liaison.state.get().name).toBe("connecting");
  server.isOpening = true;
  await time.pass(3_000);
  say("wake");
  say("wake");
  await time.pass(500);
  expect(liaison.state.get().name).toBe("connected");
});

test("a change by REST without an answer is a reason to look at the connection; a list or a file may take its time", async () => {
  const { server, time, liaison } = await stage();
  const state = () => liaison.state.get().name;
  const fetch = () => new Promise<never>(() => {});
  const call = (route: "GET /messages/unread-count" | "PUT /crm/tickets/{id}/status") =>
    void liaison.rest.call(route as "GET /messages/unread-count", { path: { id: 1 } } as object, { fetch });
  // The server can be heard: nothing is given up.
  call("PUT /crm/tickets/{id}/status");
  await time.pass(6_000);
  expect(state()).toBe("connected");
  expect(server.heard.filter(([name]) => name === "authenticate")).toHaveLength(1);
  call("GET /messages/unread-count");
  void liaison.rest.call("POST /files", { form: "the form" }, { fetch });
  await time.pass(6_000);
  expect(server.heard.filter(([name]) => name === "authenticate")).toHaveLength(1);
  server.freeze();
  call("PUT /crm/tickets/{id}/status");
  await time.pass(4_100);
  expect(state()).toBe("connected");
  await time.pass(200);
  expect(state()).not.toBe("connected");
});

test("a call that the network fails is a reason to look at the connection", async () => {
  const { server, time, liaison } = await stage();
  server.freeze();
  const fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  const failed = expect(
    liaison.rest.call("POST /messages/send", { body: {} }, { fetch }),
  ).rejects.toMatchObject({ code: "NETWORK" });
  await time.pass(4_100);
  await failed;
  expect(liaison.state.get().name).not.toBe("connected");
});
