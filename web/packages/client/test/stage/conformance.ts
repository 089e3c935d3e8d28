// What our socket does with any server of Socket.IO 5: run against the real one, and against our engine.

import { describe, expect, test } from "vitest";
import { environment } from "../../src/environment.ts";
import { NoAnswer } from "../../src/socketio/socket.ts";
import { Seen } from "./seen.ts";
import { connected, NODE, open } from "./sockets.ts";
import { Wire } from "./wire.ts";

const NUMBERS = Array.from({ length: 150 }, (_, index) => index);

/** The behaviours, on each transport. */
export function conformance(port: () => number): void {
  const addressOf = (at: number) => `http://127.0.0.1:${at}/socket.io/`;

  describe.each(["websocket", "polling"] as const)("%s", (transport) => {
    const transports = [transport];
    const connect = (options = {}, at = port()) => connected(addressOf(at), { transports, ...options });

    test("the handshake carries auth, also one that is fetched", async () => {
      const { next, socket } = await connect({ auth: async () => ({ token: "t-1", nested: [1, 2] }) });
      expect(await next("auth")).toEqual([{ token: "t-1", nested: [1, 2] }]);
      expect(socket.state).toMatchObject({ name: "connected", id: expect.stringMatching(/^\S{8,}$/) });
    });

    test("an event comes back with the same arguments", async () => {
      const { socket, next } = await connect();
      const args = [1, "zwei ✓ 🙂", null, true, { a: [{}, [], ""], 'b"c': "\u2028\\n" }, -1.5e-7];
      socket.emit("message", ...args);
      expect(await next("message-back")).toEqual(args);
    });

    test("many requests at once find their answers", async () => {
      const { socket } = await connect();
      const answers = NUMBERS.map((number) => socket.request("message-with-ack", [number], 10_000));
      expect(await Promise.all(answers)).toEqual(NUMBERS);
    });

    test("events keep their order", async () => {
      const { socket, next } = await connect();
      for (const number of NUMBERS) socket.emit("message", number);
      const back: unknown[] = [];
      for (const _ of NUMBERS) back.push((await next("message-back"))[0]);
      expect(back).toEqual(NUMBERS);
    });

    test("a request that nobody answers ends in time", async () => {
      const { socket } = await connect();
      await expect(socket.request("message-without-handler", [1], 30)).rejects.toMatchObject({
        reason: "timeout",
      });
      expect(await socket.request("message-with-ack", ["alive"], 10_000)).toBe("alive");
    });

    test("a namespace is a place of its own", async () => {
      const { socket, next } = await connect({ namespace: "/custom", auth: () => ({ at: "custom" }) });
      expect(await next("auth")).toEqual([{ at: "custom" }]);
      expect(await socket.request("message-with-ack", [7], 10_000)).toBe(7);
    });

    test("a refusal says why, and is final unless somebody thinks otherwise", async () => {
      const { socket, become, states } = open(addressOf(port()), { transports, namespace: "/nowhere" });
      socket.connect();
      expect(await become("refused")).toMatchObject({ error: { message: "Invalid namespace" } });
      expect(states.history.map(({ name }) => name)).toEqual(["connecting", "refused"]);
    });

    test("a connection holds over several heartbeats", async () => {
      const pings = new Seen<string>();
      const { socket, states } = await connect({ environment: listening(pings) });
      for (const _ of [1, 2, 3]) await pings.next();
      expect(await socket.request("message-with-ack", ["alive"], 10_000)).toBe("alive");
      expect(states.history.map(({ name }) => name)).toEqual(["connecting", "connected"]);
    });

    test("a cut wire is followed by a new connection, with auth asked anew", async () => {
      const wire = await Wire.to(port());
      let asked = 0;
      const client = await connect({ auth: () => ({ asked: ++asked }) }, wire.port);
      expect(await client.next("auth")).toEqual([{ asked: 1 }]);
      const pending = client.socket.request("message-without-handler", [1], 10_000);
      wire.cut();
      await expect(pending).rejects.toMatchObject({ reason: "disconnected" });
      await client.become("waiting");
      expect(client.socket.emit("message", 1)).toBe(false);
      await expect(client.socket.request("message", [1], 10)).rejects.toBeInstanceOf(NoAnswer);
      wire.mend();
      await client.become("connected");
      expect(await client.next("auth")).toEqual([{ asked: 2 }]);
      expect(await client.socket.request("message-with-ack", ["back"], 10_000)).toBe("back");
    });

    test("a silent wire is noticed", async () => {
      const wire = await Wire.to(port());
      // The next try may still meet the silence, and must not wait for it for long.
      const client = await connect({ connectTimeoutMs: 1_000 }, wire.port);
      wire.freeze();
      await client.become("waiting");
      wire.mend();
      await client.become("connected");
      expect(await client.socket.request("message-with-ack", ["back"], 10_000)).toBe("back");
    });

    test("who leaves is gone, and may come again", async () => {
      const { socket, become } = await connect();
      socket.close();
      await become("idle");
      expect(socket.emit("message", 1)).toBe(false);
      socket.connect();
      await become("connected");
      expect(await socket.request("message-with-ack", [2], 10_000)).toBe(2);
    });
  });

  test("where WebSockets do not get through, it polls", async () => {
    const wire = await Wire.to(port(), { refuses: /^upgrade: websocket/im });
    const { socket, states } = await connected(addressOf(wire.port));
    expect(await socket.request("message-with-ack", ["by polling"], 10_000)).toBe("by polling");
    // Two tries with WebSocket, and the third polls.
    expect(states.history.filter(({ name }) => name === "connecting")).toHaveLength(3);
  });
}

/** Node's world, where every ping of the server is noted. */
function listening(pings: Seen<string>) {
  const { WebSocket, fetch } = NODE;
  if (!WebSocket) throw new Error("Node's world has a WebSocket");
  const note = (text: string) => {
    for (const packet of text.split("\x1e")) if (packet === "2") pings.add(packet);
  };
  return environment({
    // Called with `new`, a function that returns an object gives that object.
    WebSocket: function open(url: string) {
      const socket = new WebSocket(url) as unknown as EventTarget;
      socket.addEventListener("message", (event) => note(String((event as MessageEvent).data)));
      return socket;
    } as unknown as typeof WebSocket,
    fetch: async (url, init) => {
      const answer = await fetch(url, init);
      const text = await answer.text();
      if (init.method === "GET") note(text);
      return { ok: answer.ok, status: answer.status, headers: answer.headers, text: async () => text };
    },
  });
}
