// A server that lives in the test: one conversation with its log, behind a network that does what it likes.
//
// It speaks Engine.IO and Socket.IO frames and REST answers, so that everything of the client is in the test. What the
// real server promises holds here too: dense numbers, durable before acknowledged, one message for one client id.

import type { Environment, FetchLike, WebSocketLike } from "../../src/environment.ts";
import type { Change, Hidden, Message } from "../../src/index.ts";
import type { VirtualTime } from "./virtual-time.ts";

export const CONVERSATION = "0190aaaa-0000-7000-8000-000000000001";
export const CHANNEL = "ticket_1_brand_agent";
const PAGE_OF_RESUME = 20;
/** Longer than a client needs from its token to the server's judgement of it. */
const LEAST_LIFE_MS = 5_000;

type Entry = Message | Change | Hidden;

/** How bad the network is; each a probability. */
export interface Faults {
  /** A frame from the server never arrives. */
  readonly lost: number;
  /** It arrives twice. */
  readonly doubled: number;
  /** It arrives up to ten seconds later, after others. */
  readonly late: number;
  /** A REST request or its answer is lost. */
  readonly rest: number;
  /** A send is refused for the moment. */
  readonly refused: number;
}

export const NO_FAULTS: Faults = { lost: 0, doubled: 0, late: 0, rest: 0, refused: 0 };

export class SimulatedServer {
  faults: Faults = NO_FAULTS;
  /** Set: joining and sending are refused for this reason. */
  refusing: string | undefined;
  /** Set: events of this name are heard and not answered. */
  unanswered: string | undefined;
  /** False: a connection is neither taken nor refused, as by a network without an end. */
  isOpening = true;
  /** Happens once, between the next join and its answer. */
  afterJoin: (() => void) | undefined;
  /** Set: `resume` says that there is more, and gives nothing. */
  promisesTooMuch = false;
  /** Every event of clients, as [name, payload]. */
  readonly heard: [string, unknown][] = [];
  /** Answers of REST beside the log, by path. */
  readonly pages: Record<string, unknown> = {};
  /** How often a client came as far as saying who it is. */
  connections = 0;
  /** Everything that was ever stored. */
  log: Entry[] = [];
  readonly #time: VirtualTime;
  readonly #chance: () => number;
  readonly #byClientId = new Map<string, Message>();
  readonly #lines = new Set<Line>();
  #isUp = true;
  #token = 1;
  /** When the token that is good now was first given to somebody. */
  #givenAt: number | undefined;
  #ids = 0;

  constructor(time: VirtualTime, chance: () => number) {
    this.#time = time;
    this.#chance = chance;
    const tick = () => {
      for (const line of this.#lines)
        if (line.isJoined) line.event("heads", { [CONVERSATION]: this.log.length });
      time.after(20_000, tick);
    };
    time.after(20_000, tick);
  }

  /** The token that is good now. */
  get token(): string {
    return `token-${this.#token}`;
  }

  /** What somebody who has everything sees. */
  get messages(): Message[] {
    return this.log.filter((entry): entry is Message => "sender" in entry);
  }

  /** The token that is good now, for a client that asks for one. */
  giveToken(): string {
    this.#givenAt ??= this.#time.now();
    return this.token;
  }

  /**
   * The token that is good now becomes one that was. One that was just given lives on for a moment, as real ones do for
   * minutes: two that are refused in a row tell a client that a third would be, too.
   */
  expireToken(): void {
    if (this.#givenAt !== undefined && this.#time.now() - this.#givenAt < LEAST_LIFE_MS) return;
    this.#token++;
    this.#givenAt = undefined;
  }

  /** Somebody else writes. */
  post(text: string): void {
    this.#store(this.#message("agent-9", text));
  }

  /** There is something that the client may not read. */
  hide(): void {
    this.#store({ seq: this.log.length + 1, hidden: true });
  }

  /** An earlier message is changed. `which` is from 0 to 1: from the oldest to the newest. */
  change(which: number, kind: "edit" | "deletion"): void {
    const candidates = this.messages.filter((message) => !message.deleted_at);
    const message = candidates[Math.floor(which * candidates.length)];
    if (!message) return;
    const seq = this.log.length + 1;
    const text = kind === "edit" ? `${message.text} (edited at ${seq})` : "";
    const created_at = this.#stamp();
    const when = kind === "edit" ? { edited_at: created_at } : { deleted_at: created_at };
    // As in the real one: the message has its new text wherever it is read, and the change is an entry.
    this.log[message.seq - 1] = { ...message, text, ...when };
    this.#store({
      conversation_id: CONVERSATION,
      seq,
      change: kind,
      message_id: message.id,
      text,
      created_at,
    });
  }

  /** The store is restored from a backup that knew so many entries. */
  forgetAfter(length: number): void {
    this.log.length = length;
  }

  /** An event that passes, to everybody who joined. */
  tell(name: string, payload: unknown): void {
    for (const line of this.#lines) if (line.isJoined) line.event(name, payload);
  }

  /** An event to everybody, joined or not. */
  everybody(name: string, payload: unknown): void {
    for (const line of this.#lines) line.event(name, payload);
  }

  /** Every connection breaks. */
  cut(): void {
    for (const line of [...this.#lines]) line.end();
  }

  /** Every connection stays open and carries nothing any more. */
  freeze(): void {
    for (const line of this.#lines) line.isFrozen = true;
  }

  /** Ends at once, and is there again later: connections and rooms are gone, the log is not. */
  restart(downMs: number): void {
    this.#isUp = false;
    this.cut();
    this.#time.after(downMs, () => {
      this.#isUp = true;
    });
  }

  /** The network as one life of a client sees it; `isAlive` ends it. */
  environment(isAlive: () => boolean): Partial<Environment> {
    const server = this;
    const time = this.#time;
    return {
      now: time.now,
      after: (ms, run) => time.after(ms, () => isAlive() && run()),
      random: this.#chance,
      newId: () => `key-${++this.#ids}`,
      fetch: this.#fetch,
      WebSocket: class implements WebSocketLike {
        onmessage: WebSocketLike["onmessage"] = null;
        onclose: WebSocketLike["onclose"] = null;
        onerror: WebSocketLike["onerror"] = null;
        readonly #line: Line;
        constructor() {
          this.#line = new Line(server, time, (text) => isAlive() && this.#hear(text));
        }
        send(text: string): void {
          this.#line.fromClient(text);
        }
        close(): void {
          this.#line.leave();
        }
        #hear(text: string | undefined): void {
          if (text === undefined) this.onclose?.({});
          else this.onmessage?.({ data: text });
        }
      },
    };
  }

  // What a line asks of its server.

  delay(): number {
    return 5 + this.#chance() * 50;
  }

  happens(probability: number): boolean {
    return this.#chance() < probability;
  }

  extraDelay(): number {
    return this.#chance() * 10_000;
  }

  opened(line: Line): boolean {
    if (this.#isUp) this.#lines.add(line);
    return this.#isUp;
  }

  ended(line: Line): void {
    this.#lines.delete(line);
  }

  answer(line: Line, name: string, payload: unknown): unknown {
    const body = payload as Record<string, unknown>;
    this.heard.push([name, payload]);
    if (this.refusing && /^(join|send)_/.test(name)) return refusal(this.refusing);
    switch (name) {
      case "join_conversation": {
        line.isJoined = true;
        const joined = {
          success: true,
          conversation_id: CONVERSATION,
          state: "open",
          last_seq: this.log.length,
          last_read_seq: 0,
        };
        this.afterJoin?.();
        this.afterJoin = undefined;
        return joined;
      }
      case "leave_conversation":
        line.isJoined = false;
        return { success: true };
      case "resume":
        return this.#resume(Number(body["afterSeq"]));
      case "send_message":
        return this.#send(String(body["clientId"]), String(body["message"]));
      default:
        return { success: true };
    }
  }

  #resume(after: number): unknown {
    if (after > this.log.length) return { success: true, reset: true, last_seq: this.log.length };
    if (this.promisesTooMuch) return { success: true, items: [], has_more: true, last_seq: this.log.length };
    const items = this.log.slice(after, after + PAGE_OF_RESUME);
    const has_more = after + items.length < this.log.length;
    return { success: true, conversation_id: CONVERSATION, items, has_more, last_seq: this.log.length };
  }

  #send(clientId: string, text: string): unknown {
    const known = this.#byClientId.get(clientId);
    if (known) return { success: true, message: known, seq: known.seq };
    if (this.happens(this.faults.refused)) return refusal("RATE_LIMITED");
    const message = this.#message("brand-1", text, clientId);
    this.#byClientId.set(clientId, message);
    this.#store(message);
    return { success: true, message, seq: message.seq };
  }

  #message(who: string, text: string, client_id?: string): Message {
    const seq = this.log.length + 1;
    return {
      id: `message-${seq}`,
      conversation_id: CONVERSATION,
      seq,
      ...(client_id ? { client_id } : {}),
      sender: { public_id: who, name: who, kind: "brand" },
      sender_role: "brand",
      message_type: "user_input",
      text,
      attachments: [],
      action_required: false,
      action_completed: false,
      created_at: this.#stamp(),
    };
  }

  #store(entry: Entry): void {
    this.log.push(entry);
    const isMessage = "sender" in entry || "hidden" in entry;
    const name = isMessage ? "new_message" : entry.change === "edit" ? "message_updated" : "message_deleted";
    const payload = {
      conversation_id: CONVERSATION,
      ...(isMessage ? { message: entry } : { seq: entry.seq, change: entry }),
    };
    this.tell(name, payload);
  }

  #stamp(): string {
    return new Date(this.#time.now()).toISOString();
  }

  #fetch: FetchLike = (url, init) =>
    new Promise((resolve, reject) => {
      const lose = () => reject(new Error("the network is gone"));
      const wait = this.delay() + (this.happens(this.faults.late) ? this.extraDelay() : 0);
      this.#time.after(wait, () => {
        if (!this.#isUp || this.happens(this.faults.rest)) return lose();
        // Read now, told later: the answer may be old when it comes.
        const [status, body] = this.#rest(new URL(url), init.headers?.["authorization"]);
        const text = JSON.stringify(body);
        this.#time.after(this.delay() + (this.happens(this.faults.late) ? this.extraDelay() : 0), () => {
          if (this.happens(this.faults.rest)) return lose();
          resolve({ ok: status < 300, status, headers: { get: () => null }, text: async () => text });
        });
      });
    });

  #rest(url: URL, authorization: string | undefined): [number, unknown] {
    if (authorization !== `Bearer ${this.token}`) return [401, refusal("TOKEN_EXPIRED")];
    const page = this.pages[url.pathname];
    if (page !== undefined) return [200, page];
    if (!url.pathname.endsWith("/messages")) return [404, refusal("NOT_FOUND")];
    const before = Number(url.searchParams.get("before_seq") ?? Number.POSITIVE_INFINITY);
    const limit = Number(url.searchParams.get("limit"));
    const older = this.log.filter((entry) => !("change" in entry) && entry.seq < before);
    return [200, { items: older.slice(-limit), has_more: older.length > limit }];
  }
}

/** One WebSocket, with the network between its ends. */
class Line {
  isJoined = false;
  isFrozen = false;
  readonly #server: SimulatedServer;
  readonly #time: VirtualTime;
  readonly #hear: (text: string | undefined) => void;
  #isOpen = false;
  #isOver = false;
  /** Frames of one direction stay in order unless a fault says otherwise. */
  #toClientAt = 0;
  #toServerAt = 0;

  constructor(server: SimulatedServer, time: VirtualTime, hear: (text: string | undefined) => void) {
    this.#server = server;
    this.#time = time;
    this.#hear = hear;
    time.after(server.delay(), () => {
      if (this.#isOver || !server.isOpening) return;
      if (!server.opened(this)) return this.end();
      this.#isOpen = true;
      this.#tell(
        '0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":100000}',
        true,
      );
      this.#ping();
    });
  }

  /** A broadcast of the server. */
  event(name: string, payload: unknown): void {
    this.#tell(`42${JSON.stringify([name, payload])}`, false);
  }

  fromClient(text: string): void {
    this.#toServerAt = Math.max(this.#toServerAt, this.#time.now() + this.#server.delay());
    this.#time.after(this.#toServerAt - this.#time.now(), () => this.#take(text));
  }

  /** The client closes it: what is on its way to the server still arrives, or not. */
  leave(): void {
    this.#isOver = true;
    this.#server.ended(this);
  }

  /** The network or the server ends it. */
  end(): void {
    if (this.#isOver) return;
    this.leave();
    this.#time.after(this.#server.delay(), () => this.#hear(undefined));
  }

  #ping(): void {
    this.#time.after(25_000, () => {
      if (this.#isOver) return;
      this.#tell("2", true);
      this.#ping();
    });
  }

  #take(text: string): void {
    if (this.#isOver || this.isFrozen || !this.#isOpen) return;
    if (text.startsWith("40")) {
      const { token } = JSON.parse(text.slice(2));
      this.#server.connections++;
      const isGood = token === this.#server.token;
      this.#tell(
        isGood ? '40{"sid":"s"}' : `44${JSON.stringify({ message: "no", data: refusal("TOKEN_EXPIRED") })}`,
        true,
      );
      return;
    }
    const request = /^42(\d*)(.*)$/s.exec(text);
    if (!request) return;
    const [name, payload] = JSON.parse(request[2] ?? "[]");
    const answer = this.#server.answer(this, name, payload);
    if (request[1] && name !== this.#server.unanswered)
      this.#tell(`43${request[1]}${JSON.stringify([answer])}`, false);
  }

  #tell(text: string, isSafe: boolean): void {
    const { faults } = this.#server;
    const does = (probability: number) => !isSafe && this.#server.happens(probability);
    if (does(faults.lost)) return;
    this.#toClientAt = Math.max(this.#toClientAt, this.#time.now() + this.#server.delay());
    const wait = this.#toClientAt - this.#time.now();
    const times = does(faults.doubled) ? 2 : 1;
    for (let time = 0; time < times; time++) {
      const extra = does(faults.late) ? this.#server.extraDelay() : 0;
      this.#time.after(wait + extra, () => {
        if (!this.#isOver && !this.isFrozen) this.#hear(text);
      });
    }
  }
}

function refusal(error_code: string) {
  return { success: false, message: error_code.toLowerCase(), error_code, details: {} };
}
