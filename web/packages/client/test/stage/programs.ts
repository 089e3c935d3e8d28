// The programs that client tests start, in types: the same ones that the tests in tests/clients/node use.

import * as host from "../../../../../tests/clients/node/liaison.mjs";
import * as programs from "../../../../../tests/clients/node/program.mjs";
import type { Order } from "../../src/index.ts";

/** A running program. */
export interface Program {
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to end; gives its exit code. */
  stop(): Promise<number>;
}

/** What was made by `order`: an order between two new people, with their tokens. */
export interface MadeOrder {
  readonly request: { brand: Party; creator: Party };
  readonly order: Order & { ticket: NonNullable<Order["ticket"]>; brand: { public_id: string } };
  readonly brandChannel: string;
  readonly creatorChannel: string;
  readonly brandToken: string;
  readonly creatorToken: string;
}

interface Party {
  readonly external_id: string;
  readonly name: string;
  readonly email: string;
}

interface Api {
  get(route: string): Promise<{ status: number; body: unknown }>;
  post(route: string, body: unknown): Promise<{ status: number; body: unknown }>;
  put(route: string, body: unknown): Promise<{ status: number; body: unknown }>;
}

/** The server under test, and the host application beside it. */
export interface Liaison {
  readonly url: string;
  readonly port: number;
  readonly program: Program;
  /** Starts it again, on the same store. */
  run(): Promise<void>;
  remove(): Promise<void>;
  /** The REST interface for the holder of a token. */
  api(token: string): Api;
  /** Creates an agent who is there and takes work; gives the token. */
  agent(name: string): Promise<string>;
  order(name: string): Promise<MadeOrder>;
}

interface Start {
  start(file: string, args: string[], options: { url: string }): Promise<Program>;
}

export const Program = programs.Program as unknown as Start;
export const { freePort, path } = programs as unknown as {
  freePort(): Promise<number>;
  path(variable: string): string;
};
/** Starts a server with an empty store, and with more settings by their names in the environment. */
export const Liaison = host.Liaison as unknown as {
  start(settings?: Readonly<Record<string, string>>): Promise<Liaison>;
};
/** A token as the host application signs it for its own users. */
export const hostToken = host.hostToken as unknown as (person: Party, userType: string) => string;
