// The one connection of a client: the socket in the words of the server's events, with a token that is renewed.

import type { Environment } from "./environment.ts";
import { fromBody, isAboutToken, isErrorBody, LiaisonError } from "./errors.ts";
import type { ServerEvents } from "./events.gen.ts";
import { Cell, callSafely, type Observable } from "./observable.ts";
import type { Tokens } from "./rest/tokens.ts";
import type { Backoff } from "./socketio/backoff.ts";
import { NoAnswer, type Refused, Socket, type SocketState } from "./socketio/socket.ts";

/**
 * How the connection stands. `offline`: not wanted. `waiting`: will try again at `retryAt` (milliseconds since 1970).
 * `refused`: the server does not let this person in; `error` says why, and only `connect` tries again.
 */
export type ConnectionState =
  | { readonly name: "offline" | "connecting" | "connected" }
  | { readonly name: "waiting"; readonly retryAt: number }
  | { readonly name: "refused"; readonly error: LiaisonError };

/** How to connect. */
export interface ConnectionOptions {
  readonly transports?: readonly ("websocket" | "polling")[] | undefined;
  readonly backoff?: Backoff | undefined;
}

type Handler<Name extends keyof ServerEvents> = (payload: ServerEvents[Name]) => unknown;

/** An acknowledgement may take this long; after that the request is made again, under the same key. */
const ANSWER_MS = 15_000;

/** Clients that are told at once that their tokens expire ask for new ones within this time. */
const RENEWALS_SPREAD_MS = 10_000;

export class Connection {
  readonly #state: Cell<ConnectionState>;
  readonly #environment: Environment;
  readonly #tokens: Tokens;
  readonly #socket: Socket;
  readonly #handlers = new Map<string, Set<(payload: never) => void>>();
  readonly #joiners = new Set<() => void>();
  #token = "";
  /** Whether the token was fetched in place of a refused one, for this very connection. */
  #isReplacement = false;
  #stops: ((() => void) | undefined)[] = [];
  #cancelRenewal = () => {};

  constructor(address: string, tokens: Tokens, environment: Environment, options: ConnectionOptions) {
    this.#environment = environment;
    this.#tokens = tokens;
    this.#state = new Cell<ConnectionState>({ name: "offline" });
    this.#socket = new Socket({
      address,
      environment,
      ...(options.transports ? { transports: options.transports } : {}),
      ...(options.backoff ? { backoff: options.backoff } : {}),
      auth: async () => {
        this.#isReplacement = tokens.isReplacing;
        this.#token = await tokens.get();
        return { token: this.#token };
      },
      onState: (state) => this.#changed(state),
      onEvent: (name, payload) => this.#heard(name, payload),
      isPassing: (refused) => this.#isPassing(refused),
    });
  }

  /** How it stands. */
  get state(): Observable<ConnectionState> {
    return this.#state;
  }

  /** Whether requests can be made now. */
  get isConnected(): boolean {
    return this.#socket.state.name === "connected";
  }

  /** Connects and stays connected. Called again, it hurries a connection that waits. */
  connect(): void {
    this.#stopListening();
    const { onWake, onOffline } = this.#environment;
    this.#stops = [
      onWake?.(() => {
        const { name } = this.#socket.state;
        if (name === "waiting" || name === "connecting") this.#socket.connect();
      }),
      onOffline?.(() => this.#socket.interrupt("offline")),
    ];
    this.#socket.connect();
  }

  /** Leaves. */
  disconnect(): void {
    this.#stopListening();
    this.#cancelRenewal();
    this.#socket.close();
  }

  #stopListening(): void {
    for (const stop of this.#stops) stop?.();
    this.#stops = [];
  }

  /** Calls `handler` for every such event; the answer stops it. */
  on<Name extends keyof ServerEvents>(name: Name, handler: Handler<Name>): () => void {
    const handlers = this.#handlers.get(name) ?? new Set();
    this.#handlers.set(name, handlers.add(handler));
    return () => handlers.delete(handler);
  }

  /** Calls `run` at every connection, and now if there is one; the answer stops it. */
  whenever(run: () => void): () => void {
    this.#joiners.add(run);
    if (this.isConnected) run();
    return () => this.#joiners.delete(run);
  }

  /** Sends an event, and gives the facts of its acknowledgement or throws a `LiaisonError`. */
  async request<T>(name: string, payload: unknown): Promise<T> {
    let answer: unknown;
    try {
      answer = await this.#socket.request(name, [payload], ANSWER_MS);
    } catch (error) {
      const isLate = error instanceof NoAnswer && error.reason === "timeout";
      throw new LiaisonError(isLate ? "TIMEOUT" : "DISCONNECTED", `${name}: ${(error as Error).message}`);
    }
    if (isErrorBody(answer)) throw fromBody(answer);
    return answer as T;
  }

  /** Sends an event that may be lost. */
  tell(name: string, payload: unknown): void {
    this.#socket.emit(name, payload);
  }

  /** Something else had no answer: one is asked for here, and a connection that stays silent is given up. */
  probe(): void {
    // Whatever the answer is, it is one.
    if (this.isConnected) this.request("authenticate", { token: this.#token }).catch(() => {});
  }

  #changed(state: SocketState): void {
    this.#state.set(shown(state));
    if (state.name !== "connected") this.#cancelRenewal();
    if (state.name === "connected") for (const run of [...this.#joiners]) callSafely(run);
  }

  #heard(name: string, payload: unknown): void {
    if (name === "server_drain") {
      const { retry_after_ms = 0 } = payload as ServerEvents["server_drain"];
      // Spread over twice the time: everybody was told the same.
      this.#socket.holdOff(retry_after_ms * (1 + this.#environment.random()));
    }
    if (name === "token_expiring") this.#renewSoon((payload as ServerEvents["token_expiring"]).expires_in);
    if (name === "error" && isErrorBody(payload) && payload.error_code === "TOKEN_EXPIRED") {
      // The server is about to hang up: the next connection begins with another token.
      void this.#tokens.refused(this.#token);
    }
    for (const handler of [...(this.#handlers.get(name) ?? [])]) callSafely(() => handler(payload as never));
  }

  /** Not all at the same moment: those who connected together are told together. */
  #renewSoon(seconds: number): void {
    const wait = Math.min(RENEWALS_SPREAD_MS, (seconds * 1000) / 3) * this.#environment.random();
    this.#cancelRenewal();
    this.#cancelRenewal = this.#environment.after(wait, () => void this.#renew());
  }

  /** What fails here is made good when the connection has ended: the next one asks for a token anew. */
  async #renew(): Promise<void> {
    try {
      const token = await this.#tokens.renew();
      // The source knows no newer one.
      if (token === this.#token) return;
      await this.request("authenticate", { token });
      this.#token = token;
    } catch {
      // Said above.
    }
  }

  #isPassing(refused: Refused): boolean {
    const error = errorOf(refused);
    // What is not in the catalog is of the network or of a proxy.
    if (error.status === 0 && error.code === "NETWORK") return true;
    if (isAboutToken(error)) {
      void this.#tokens.refused(this.#token);
      // A kept token may have grown old meanwhile. If one that was just fetched is refused too, a third would be.
      return !this.#isReplacement;
    }
    return error.code === "UNAVAILABLE" || error.code === "INTERNAL" || error.code === "RATE_LIMITED";
  }
}

function errorOf({ message, data }: Refused): LiaisonError {
  return isErrorBody(data) ? fromBody(data) : new LiaisonError("NETWORK", message);
}

function shown(state: SocketState): ConnectionState {
  switch (state.name) {
    case "idle":
      return { name: "offline" };
    case "waiting":
      return { name: "waiting", retryAt: state.retryAt };
    case "refused":
      return { name: "refused", error: errorOf(state.error) };
    default:
      return { name: state.name };
  }
}
