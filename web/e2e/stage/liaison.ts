// The server under test, and the host application beside it, in types: the programs that tests/clients/node uses.

import * as host from "../../../tests/clients/node/liaison.mjs";

/** Somebody of the host application. */
export interface Party {
  readonly external_id: string;
  readonly name: string;
  readonly email?: string;
}

/** What `order` made: an order between two new people, with their tokens. */
export interface MadeOrder {
  readonly order: { id: number; title: string; ticket: { id: number } };
  readonly request: { brand: Party; creator: Party; title: string };
  readonly brandChannel: string;
  readonly creatorChannel: string;
  readonly brandToken: string;
  readonly creatorToken: string;
}

/** An answer of the REST interface. */
export interface RestAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for.
  readonly body: any;
}

/** The REST interface for the holder of one token. */
export interface Api {
  get(route: string): Promise<RestAnswer>;
  post(route: string, body?: unknown): Promise<RestAnswer>;
  put(route: string, body: unknown): Promise<RestAnswer>;
  patch(route: string, body: unknown): Promise<RestAnswer>;
  delete(route: string): Promise<RestAnswer>;
}

/** The running server. */
export interface LiaisonServer {
  readonly url: string;
  readonly port: number;
  readonly program: { kill(): Promise<void>; stop(): Promise<number>; halt(): void; goOn(): void };
  /** Starts it again after `program.kill()`, on the same store. */
  run(): Promise<void>;
  /** Ends it, and removes what it stored. */
  remove(): Promise<void>;
  api(token: string): Api;
  /** The host's own server, by API key. */
  readonly host: Api;
  login(credentials?: { email: string; password: string }): Promise<string>;
  upload(token: string, name: string, content: string | Uint8Array): Promise<RestAnswer>;
  order(name: string): Promise<MadeOrder>;
}

/**
 * Starts a server with an empty store in a folder of its own, and with more settings by their names in the
 * environment. `LIAISON_BIN` names the program.
 */
export const startLiaison = (settings: Record<string, string> = {}): Promise<LiaisonServer> =>
  (host.Liaison as unknown as { start(more: typeof settings): Promise<LiaisonServer> }).start(settings);

/** A token as the host application signs it for its own users. */
export const hostToken = host.hostToken as unknown as (person: Party, userType: string) => string;
