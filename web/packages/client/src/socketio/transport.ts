// What carries Engine.IO packets: one WebSocket, or long-polling where WebSockets do not get through.

import type { Environment } from "../environment.ts";

/** An open way to the server. */
export interface Transport {
  send(packet: string): void;
  close(): void;
}

/** What a transport tells. After `ended` it tells nothing more. */
export interface Hears {
  packet(text: string): void;
  ended(reason: string): void;
}

/** Opens a transport to the address of the engine, such as `https://chat.example.com/socket.io/`. */
export type Open = (environment: Environment, address: string, hears: Hears) => Transport;

/** One WebSocket; each text frame is a packet. */
export const openWebSocket: Open = ({ WebSocket }, address, hears) => {
  if (!WebSocket) throw new Error("no WebSocket here");
  const socket = new WebSocket(`${address.replace(/^http/, "ws")}?EIO=4&transport=websocket`);
  const end = (reason: string) => {
    socket.onmessage = socket.onclose = null;
    // Some engines report an error of a socket that is given up before it is open; it has nobody to tell.
    socket.onerror = () => {};
    hears.ended(reason);
  };
  socket.onmessage = ({ data }) => {
    if (typeof data === "string") hears.packet(data);
  };
  socket.onclose = ({ reason }) => end(reason || "transport close");
  socket.onerror = () => end("transport error");
  return {
    send: (packet) => socket.send(packet),
    close: () => {
      end("closed");
      socket.close();
    },
  };
};

const SEPARATOR = "\x1e";

/** Long-polling: one GET always waits for packets, and at most one POST carries ours. */
export const openPolling: Open = ({ fetch, AbortController }, address, hears) => {
  const abort = new AbortController();
  const waiting: string[] = [];
  let url = `${address}?EIO=4&transport=polling`;
  let largest = Number.POSITIVE_INFINITY;
  let isOpen = true;
  let isPosting = false;

  const end = (reason: string) => {
    if (!isOpen) return;
    isOpen = false;
    abort.abort();
    hears.ended(reason);
  };
  const request = async (method: string, body?: string) => {
    const headers = { "content-type": "text/plain;charset=UTF-8" };
    const init = body === undefined ? { method } : { method, body, headers };
    const answer = await fetch(url, { ...init, signal: abort.signal });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.text();
  };
  const read = async () => {
    while (isOpen) {
      for (const packet of (await request("GET")).split(SEPARATOR)) {
        if (!isOpen) return;
        if (packet[0] === "0") {
          const { sid, maxPayload } = JSON.parse(packet.slice(1)) as { sid: string; maxPayload?: number };
          url += `&sid=${encodeURIComponent(sid)}`;
          largest = maxPayload ?? largest;
        }
        hears.packet(packet);
      }
    }
  };
  const write = async () => {
    if (isPosting) return;
    isPosting = true;
    while (isOpen && waiting.length > 0) {
      let body = waiting.shift() ?? "";
      // The limit counts bytes, and a UTF-16 unit is never more than three of them.
      while (waiting[0] !== undefined && 3 * (body.length + waiting[0].length + 1) <= largest) {
        body += SEPARATOR + waiting.shift();
      }
      await request("POST", body);
    }
    isPosting = false;
  };
  const broken = () => end("transport error");
  read().catch(broken);
  return {
    send: (packet) => {
      waiting.push(packet);
      write().catch(broken);
    },
    close: () => {
      // What is left, and that we leave; nobody waits for the answer.
      if (isOpen) fetch(url, { method: "POST", body: [...waiting, "1"].join(SEPARATOR) }).catch(() => {});
      end("closed");
    },
  };
};
