// A client: one person, one connection, and everything that is shown over it.

import { Connection, type ConnectionOptions, type ConnectionState } from "./connection.ts";
import { ConversationStore } from "./conversation/conversation.ts";
import { type Environment, environment } from "./environment.ts";
import type { Observable } from "./observable.ts";
import { Presence } from "./presence.ts";
import type { Person } from "./rest/api.gen.ts";
import { Rest } from "./rest/rest.ts";
import { steady } from "./rest/steady-source.ts";
import { type TokenSource, Tokens } from "./rest/tokens.ts";
import { type Keeping, namesKept, Store } from "./storage.ts";

/** How to make a client. */
export interface LiaisonOptions extends ConnectionOptions {
  /** The server: `https://chat.example.com`. */
  readonly url: string;
  /** Gives the person's token; asked again when the server no longer takes it. */
  readonly token: TokenSource;
  /** Where unsent messages outlive the program, and for whom. Absent: they are kept in memory. */
  readonly storage?: Keeping;
  /** Parts of the world that this JavaScript engine lacks, or that a test replaces. */
  readonly environment?: Partial<Environment>;
  /** The path of the real-time server. `/socket.io` when absent. */
  readonly path?: string;
}

const OUTBOX = "outbox";

/** A client. Nothing happens before `connect`. */
export class Liaison {
  /** The connection, for events and requests that no store covers. */
  readonly connection: Connection;
  /** Typed REST. */
  readonly rest: Rest;
  /** Who is there. */
  readonly presence: Presence;
  readonly environment: Environment;
  readonly #keeping: Keeping | undefined;
  #me: Promise<Person> | undefined;
  readonly #conversations = new Map<string, ConversationStore>();

  constructor({ url, token, storage, path = "/socket.io", ...options }: LiaisonOptions) {
    const base = url.replace(/\/+$/, "");
    this.environment = environment(options.environment);
    const tokens = new Tokens(steady(token, this.environment));
    this.rest = new Rest(base, tokens, this.environment, () => this.connection.probe());
    this.connection = new Connection(`${base}${path}/`, tokens, this.environment, options);
    this.presence = new Presence(this.connection);
    this.#keeping = storage;
    // At each connection, and not before: then it is known whose storage it is.
    this.connection.whenever(() => void this.#sendKept());
  }

  /** Who the token stands for: `public_id` is what messages of this person have as sender. */
  me(): Promise<Person> {
    if (!this.#me) {
      const me = this.rest.call("GET /chat/token", {}).then(({ user }) => user);
      this.#me = me;
      me.catch(() => {
        this.#me = undefined;
      });
    }
    return this.#me;
  }

  /** How the connection stands. */
  get state(): Observable<ConnectionState> {
    return this.connection.state;
  }

  /** Connects, stays connected, and sends what an earlier life of this program could not. */
  connect(): void {
    this.connection.connect();
  }

  /** Leaves. Stores keep what they know, and go on at the next `connect`. */
  disconnect(): void {
    this.connection.disconnect();
  }

  /** The conversation of that channel name or id; the same object each time. It is followed while subscribed to. */
  conversation(name: string): ConversationStore {
    let found = this.#conversations.get(name);
    if (!found) {
      found = new ConversationStore(this, this.presence, new Store(this.#keeping, OUTBOX, name), name);
      this.#conversations.set(name, found);
    }
    return found;
  }

  /** Leaves for good, for instance because the person logged out; what was not sent is forgotten too. */
  async forget(): Promise<void> {
    this.disconnect();
    const names = new Set([...this.#conversations.keys(), ...(await this.#namesKept())]);
    for (const conversation of this.#conversations.values()) conversation.close();
    this.#conversations.clear();
    for (const name of names) await new Store(this.#keeping, OUTBOX, name).clear();
  }

  async #sendKept(): Promise<void> {
    for (const name of await this.#namesKept()) this.conversation(name);
  }

  async #namesKept(): Promise<string[]> {
    if (!this.#keeping) return [];
    // A storage that cannot be read holds nothing that could be sent.
    return namesKept(this.#keeping, OUTBOX).catch(() => []);
  }
}
