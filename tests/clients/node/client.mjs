// Opens real clients and closes them with the test.

import { io } from "socket.io-client";

import { Inbox } from "./inbox.mjs";

/** A client on a connection of its own, with quick reconnection; closed when the test `t` ends. */
export function open(t, url, options = {}) {
  const socket = io(url, { forceNew: true, reconnectionDelay: 20, reconnectionDelayMax: 100, ...options });
  t.after(() => socket.disconnect());
  return { socket, inbox: new Inbox(socket) };
}

/** Like `open`, connected. */
export async function connected(t, url, options) {
  const client = open(t, url, options);
  await client.inbox.next("connect");
  return client;
}
