// Opens sockets of ours for a test, and closes them with it.

import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { environment, type WebSocketLike } from "../../src/environment.ts";
import { Socket, type SocketOptions, type SocketState } from "../../src/socketio/socket.ts";
import { Seen } from "./seen.ts";

/** The world of Node, which has no WebSocket of its own before version 22. */
export const NODE = environment({ WebSocket: WebSocket as unknown as new (url: string) => WebSocketLike });

/** A socket with what it told. */
export function open(address: string, options: Partial<SocketOptions> = {}) {
  const states = new Seen<SocketState>();
  const events = new Seen<[string, ...unknown[]]>();
  const socket = new Socket({
    address,
    environment: NODE,
    backoff: { min: 10, max: 50 },
    onState: states.add,
    onEvent: (...event) => events.add(event),
    ...options,
  });
  onTestFinished(() => socket.close());
  const next = async (name: string) => (await events.next(([event]) => event === name)).slice(1);
  const become = (name: SocketState["name"]) => states.next((state) => state.name === name);
  return { socket, states, events, next, become };
}

/** Like `open`, connected. */
export async function connected(address: string, options: Partial<SocketOptions> = {}) {
  const client = open(address, options);
  client.socket.connect();
  await client.become("connected");
  return client;
}
