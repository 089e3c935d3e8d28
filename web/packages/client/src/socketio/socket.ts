// A Socket.IO 5 client: one namespace on one connection, acknowledgements, heartbeat, reconnection.
//
// It keeps nothing for later: what is sent while there is no connection is refused at once, and whoever sent it
// decides. It knows no chat.

import type { Environment } from "../environment.ts";
import { type Backoff, backoff } from "./backoff.ts";
import { ACK, CONNECT, CONNECT_ERROR, DISCONNECT, decode, EVENT, encode, type Packet } from "./packet.ts";
import { type Open, openPolling, openWebSocket, type Transport } from "./transport.ts";

/** The server refused the connection. `data` is what it said beside the sentence. */
export class Refused extends Error {
  readonly data: unknown;
  constructor(message: string, data: unknown) {
    super(message);
    this.data = data;
  }
}

/** Why a request got no answer. */
export class NoAnswer extends Error {
  readonly reason: "timeout" | "disconnected";
  constructor(reason: "timeout" | "disconnected") {
    super(reason === "timeout" ? "no response in time" : "the connection ended before the answer");
    this.reason = reason;
  }
}

/**
 * `idle`: not wanted. `connecting`: on its way. `connected`. `waiting`: will try again at `retryAt`.
 * `refused`: the server said no, and asking again will not help.
 */
export type SocketState =
  | { readonly name: "idle" | "connecting" }
  | { readonly name: "connected"; readonly id: string }
  | { readonly name: "waiting"; readonly retryAt: number; readonly reason: string }
  | { readonly name: "refused"; readonly error: Refused };

/** How a socket behaves, and what it tells. */
export interface SocketOptions {
  /** The engine's address: `https://chat.example.com/socket.io/`. */
  readonly address: string;
  readonly environment: Environment;
  readonly namespace?: string;
  /** Asked anew for each connection. */
  readonly auth?: () => unknown | Promise<unknown>;
  /** In the order of preference. */
  readonly transports?: readonly ("websocket" | "polling")[];
  readonly backoff?: Backoff;
  /** How long one try may take, from its begin until the server has let us in. */
  readonly connectTimeoutMs?: number;
  readonly onState?: (state: SocketState) => void;
  readonly onEvent?: (name: string, ...args: unknown[]) => void;
  /** Whether a refusal may be another one at the next try. */
  readonly isPassing?: (error: Refused) => boolean;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: NoAnswer): void;
  cancel(): void;
}

/** A connection that held this long was a good one. */
const STABLE_MS = 10_000;

/** While an answer is awaited, a connection that is silent for so long is taken for dead. */
const SILENCE_MS = 4_000;

/** An attempt to connect that is this old is not waited for when there is reason to hope for a better one. */
const OLD_ATTEMPT_MS = 3_000;

const OPENERS = { websocket: openWebSocket, polling: openPolling };

export class Socket {
  state: SocketState = { name: "idle" };
  readonly #options: SocketOptions;
  readonly #environment: Environment;
  readonly #namespace: string;
  readonly #openers: Open[];
  #transport: Transport | undefined;
  /** Tries since the last connection that held. */
  #tries = 0;
  /** Which of the openers is next: one that worked stays, one that failed twice makes room. */
  #opener = 0;
  #failures = 0;
  #acks = new Map<number, Waiting>();
  #nextId = 0;
  #silence = 0;
  /** When the connection, or the attempt, that there is or was last, began. */
  #since = 0;
  #cancelTimer = () => {};
  #cancelSilence = () => {};
  #cancelHeartbeat = () => {};
  #notBefore = 0;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#environment = options.environment;
    this.#namespace = options.namespace ?? "/";
    const names = options.transports ?? ["websocket", "polling"];
    const usable = names.filter((name) => name === "polling" || options.environment.WebSocket);
    this.#openers = usable.map((name) => OPENERS[name]);
  }

  /**
   * Connects, and stays connected until `close`. Hurries when it waits, and gives up an attempt that has been silent
   * for a while: it may have begun before the network came back.
   */
  connect(): void {
    const { name } = this.state;
    if (name === "connected") return;
    if (name === "connecting" && this.#environment.now() - this.#since < OLD_ATTEMPT_MS) return;
    this.#drop();
    this.#try();
  }

  /** The network is gone: whatever connection there is, is not waited for. It tries again as after any loss. */
  interrupt(reason: string): void {
    if (this.state.name === "connecting" || this.state.name === "connected") this.#lost(reason);
  }

  /** Leaves in order, and does not come back. */
  close(): void {
    if (this.state.name === "connected") this.#write(DISCONNECT);
    this.#drop();
    this.#become({ name: "idle" });
  }

  /** Sends an event without asking for an answer; false when there is no connection. */
  emit(name: string, ...args: unknown[]): boolean {
    if (this.state.name !== "connected") return false;
    this.#write(EVENT, [name, ...args]);
    return true;
  }

  /** Sends an event and gives the first argument of its acknowledgement. */
  request(name: string, args: readonly unknown[], timeoutMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.state.name !== "connected") return reject(new NoAnswer("disconnected"));
      const id = this.#nextId++;
      const cancel = this.#environment.after(timeoutMs, () => {
        this.#acks.delete(id);
        reject(new NoAnswer("timeout"));
      });
      this.#acks.set(id, { resolve, reject, cancel });
      if (this.#acks.size === 1) this.#heed();
      this.#write(EVENT, [name, ...args], id);
    });
  }

  /** Does not connect again before so many milliseconds have passed: the server asked for it. */
  holdOff(ms: number): void {
    this.#notBefore = this.#environment.now() + ms;
  }

  #become(state: SocketState): void {
    this.state = state;
    this.#options.onState?.(state);
  }

  #try(): void {
    const { address, connectTimeoutMs = 20_000 } = this.#options;
    this.#since = this.#environment.now();
    this.#become({ name: "connecting" });
    // Both tell of the end of this try only: a later one has a transport of its own.
    let transport: Transport | undefined;
    const end = (reason: string) => {
      if (transport && this.#transport !== transport) return;
      this.#lost(reason);
    };
    this.#cancelTimer = this.#environment.after(connectTimeoutMs, () => end("timeout"));
    const open = this.#openers[this.#opener % this.#openers.length];
    if (!open) return end("no transport");
    try {
      transport = open(this.#environment, address, {
        packet: (text) => this.#transport === transport && this.#engine(text, transport),
        ended: end,
      });
      this.#transport = transport;
    } catch (error) {
      end(String(error));
    }
  }

  /** Stops everything about the connection there is. */
  #drop(): void {
    const transport = this.#transport;
    this.#transport = undefined;
    this.#cancelTimer();
    this.#cancelHeartbeat();
    this.#cancelSilence();
    transport?.close();
    const acks = [...this.#acks.values()];
    this.#acks.clear();
    for (const { cancel, reject } of acks) {
      cancel();
      reject(new NoAnswer("disconnected"));
    }
  }

  #lost(reason: string): void {
    if (this.state.name === "connecting" && ++this.#failures >= 2) {
      this.#failures = 0;
      this.#opener++;
    }
    // A server that lets us in only to fall over is no reason to come back at once, again and again.
    if (this.state.name === "connected" && this.#environment.now() - this.#since > STABLE_MS) this.#tries = 0;
    this.#drop();
    this.#retry(reason);
  }

  #retry(reason: string): void {
    const { now, after, random } = this.#environment;
    const wait = backoff(this.#options.backoff ?? { min: 500, max: 30_000 }, this.#tries++, random);
    const ms = Math.max(wait, this.#notBefore - now());
    this.#cancelTimer = after(ms, () => this.#try());
    this.#become({ name: "waiting", retryAt: now() + ms, reason });
  }

  #write(type: number, data?: unknown, id?: number): void {
    this.#transport?.send(`4${encode({ type, namespace: this.#namespace, id, data })}`);
  }

  /** Something was heard, or an answer is awaited from now on: silence is counted from here. */
  #heed(): void {
    this.#cancelSilence();
    if (this.#acks.size > 0)
      this.#cancelSilence = this.#environment.after(SILENCE_MS, () => this.#lost("no answer"));
  }

  /** An Engine.IO packet. */
  #engine(text: string, transport: Transport | undefined): void {
    this.#heed();
    switch (text[0]) {
      case "0":
        return this.#opened(text.slice(1), transport);
      case "1":
        return this.#lost("transport close");
      case "2":
        this.#listen();
        transport?.send(`3${text.slice(1)}`);
        break;
      case "4":
        this.#message(text.slice(1));
    }
  }

  #opened(text: string, transport: Transport | undefined): void {
    try {
      const { pingInterval, pingTimeout } = JSON.parse(text);
      this.#silence = pingInterval + pingTimeout;
    } catch {
      return this.#lost("parse error");
    }
    this.#listen();
    this.#introduce(transport);
  }

  /** The server pings; when it has been silent for too long, the wire is dead. */
  #listen(): void {
    this.#cancelHeartbeat();
    this.#cancelHeartbeat = this.#environment.after(this.#silence, () => this.#lost("ping timeout"));
  }

  async #introduce(transport: Transport | undefined): Promise<void> {
    try {
      const data = await this.#options.auth?.();
      if (this.#transport === transport) this.#write(CONNECT, data);
    } catch (error) {
      if (this.#transport === transport) this.#lost(`auth: ${error}`);
    }
  }

  #message(text: string): void {
    let packet: Packet;
    try {
      packet = decode(text);
    } catch {
      return this.#lost("parse error");
    }
    const { type, namespace, id, data } = packet;
    if (namespace !== this.#namespace) return;
    if (type === CONNECT) {
      this.#cancelTimer();
      this.#failures = 0;
      this.#since = this.#environment.now();
      this.#become({ name: "connected", id: (data as { sid: string }).sid });
    } else if (type === CONNECT_ERROR) {
      const { message, data: more } = data as { message: string; data?: unknown };
      const error = new Refused(message, more);
      this.#drop();
      if (this.#options.isPassing?.(error)) this.#retry(message);
      else this.#become({ name: "refused", error });
    } else if (type === DISCONNECT) {
      this.#lost("io server disconnect");
    } else if (type === EVENT && Array.isArray(data)) {
      const [name, ...args] = data;
      this.#options.onEvent?.(String(name), ...args);
    } else if (type === ACK && id !== undefined && Array.isArray(data)) {
      const waiting = this.#acks.get(id);
      this.#acks.delete(id);
      this.#heed();
      waiting?.cancel();
      waiting?.resolve(data[0]);
    }
  }
}
