// Messages on their way to one conversation: kept until the server has them, sent one after the other, each under a
// key of its own, so that every message is stored once and in the order it was written.

import type { Environment } from "../environment.ts";
import { isAboutToken, isPassing, type LiaisonError, toLiaisonError } from "../errors.ts";
import { toJson } from "../json.ts";
import type { Message } from "../rest/api.gen.ts";
import { backoff } from "../socketio/backoff.ts";
import type { Store } from "../storage.ts";

/** What somebody wants to say. */
export interface Draft {
  readonly text: string;
  /** Ids of files uploaded before. */
  readonly attachmentIds?: readonly string[];
  /** An https address of media kept elsewhere. */
  readonly mediaUrl?: string;
}

/**
 * A message that is not in the log yet. `waiting`: for a connection, or for its turn. `sent`: stored, and shown in the
 * log once what stands before it is there. `failed`: refused; `error` says why, and only `retry` tries again.
 */
export interface PendingMessage extends Draft {
  readonly clientId: string;
  /** When it was written, in milliseconds since 1970. */
  readonly createdAt: number;
  readonly status: "waiting" | "sending" | "sent" | "failed";
  readonly error?: LiaisonError;
  /** Its number in the log, once it is stored. */
  readonly seq?: number;
}

/** What the outbox needs of the conversation it belongs to. */
export interface Post {
  /** Sends it; gives the stored message. */
  send(message: PendingMessage): Promise<Message>;
  /** The message was stored. */
  stored(message: Message): void;
  /** Something about `items` is different. */
  changed(): void;
}

const BACKOFF = { min: 1_000, max: 30_000 };

export class Outbox {
  /** In the order they were written. */
  items: readonly PendingMessage[] = [];
  readonly #environment: Environment;
  readonly #store: Store;
  readonly #post: Post;
  readonly #kept: Promise<void>;
  #isSending = false;
  #isClosed = false;
  #tries = 0;
  #written = 0;
  #cancelRetry = () => {};

  constructor(environment: Environment, store: Store, post: Post) {
    this.#environment = environment;
    this.#store = store;
    this.#post = post;
    this.#kept = this.#load();
  }

  /** Puts a message at the end; gives its key. */
  add(draft: Draft): string {
    const clientId = this.#environment.newId();
    const message = { ...draft, clientId, createdAt: this.#environment.now(), status: "waiting" } as const;
    this.#become([...this.items, message]);
    this.#store.put(this.#keyOf(message), toJson({ ...draft, clientId, createdAt: message.createdAt }));
    void this.flush();
    return clientId;
  }

  /** Tries a refused message again, in its old place. */
  retry(clientId: string): void {
    this.#mark(clientId, ({ error: _error, ...message }) => ({ ...message, status: "waiting" }), "failed");
    void this.flush();
  }

  /** Throws a refused or waiting message away. One that is being sent can no longer be stopped. */
  discard(clientId: string): void {
    const item = this.items.find((message) => message.clientId === clientId);
    if (!item || item.status === "sending" || item.status === "sent") return;
    this.#store.remove(this.#keyOf(item));
    this.#become(this.items.filter((message) => message !== item));
  }

  /** The log shows everything up to `have`: what was sent and stands there is no longer pending. */
  settle(have: number | undefined): void {
    if (have === undefined) return;
    const items = this.items.filter(({ seq }) => seq === undefined || seq > have);
    if (items.length < this.items.length) this.#become(items);
  }

  /** Sends nothing any more. What waits stays in the storage. */
  close(): void {
    this.#isClosed = true;
    this.#cancelRetry();
  }

  /** Sends what waits. Called whenever there is a connection. */
  async flush(): Promise<void> {
    await this.#kept;
    if (this.#isSending || this.#isClosed) return;
    this.#isSending = true;
    this.#cancelRetry();
    try {
      for (let next = this.#next(); next; next = this.#next()) {
        if (!(await this.#sendOne(next))) break;
      }
    } finally {
      this.#isSending = false;
    }
  }

  #next(): PendingMessage | undefined {
    return this.#isClosed ? undefined : this.items.find(({ status }) => status === "waiting");
  }

  /** Whether the next one may follow. */
  async #sendOne(message: PendingMessage): Promise<boolean> {
    const { clientId } = message;
    this.#mark(clientId, (item) => ({ ...item, status: "sending" }));
    try {
      const stored = await this.#post.send(message);
      this.#tries = 0;
      this.#store.remove(this.#keyOf(message));
      this.#mark(clientId, (item) => ({ ...item, status: "sent", seq: stored.seq }));
      this.#post.stored(stored);
      return true;
    } catch (thrown) {
      const error = toLiaisonError(thrown);
      if (!isPassing(error) && !isAboutToken(error)) {
        this.#mark(clientId, (item) => ({ ...item, status: "failed", error }));
        return true;
      }
      // It may be stored or not. The same key later gives the first result, so asking again is safe.
      this.#mark(clientId, (item) => ({ ...item, status: "waiting" }));
      const { after, random } = this.#environment;
      const wait = error.retryAfterMs ?? backoff(BACKOFF, this.#tries++, random);
      this.#cancelRetry();
      this.#cancelRetry = after(wait, () => void this.flush());
      return false;
    }
  }

  #mark(
    clientId: string,
    change: (message: PendingMessage) => PendingMessage,
    only?: PendingMessage["status"],
  ): void {
    this.#become(
      this.items.map((message) =>
        message.clientId === clientId && (!only || message.status === only) ? change(message) : message,
      ),
    );
  }

  #become(items: readonly PendingMessage[]): void {
    this.items = items;
    this.#post.changed();
  }

  /** What an earlier life of this program left behind goes first. */
  async #load(): Promise<void> {
    const kept: PendingMessage[] = [];
    for (const text of await this.#store.all()) {
      const message = readKept(text);
      if (message) kept.push(message);
    }
    const known = new Set(this.items.map(({ clientId }) => clientId));
    this.#become([...kept.filter(({ clientId }) => !known.has(clientId)), ...this.items]);
    if (kept.length > 0) void this.flush();
  }

  /** Keys sort as the messages were written: by time, and by count within this life. */
  #keyOf({ clientId, createdAt }: PendingMessage): string {
    const known = this.#store.keyEnding(clientId);
    if (known) return known;
    const place = String(this.#written++).padStart(6, "0");
    return `${String(createdAt).padStart(15, "0")}-${place}-${clientId}`;
  }
}

function readKept(text: string): PendingMessage | undefined {
  try {
    const { clientId, createdAt, text: words, attachmentIds, mediaUrl } = JSON.parse(text);
    if (typeof clientId !== "string" || typeof words !== "string") return undefined;
    return {
      clientId,
      createdAt: Number(createdAt),
      text: words,
      status: "waiting",
      ...(attachmentIds ? { attachmentIds } : {}),
      ...(mediaUrl ? { mediaUrl } : {}),
    };
  } catch {
    // Written by something else, or half written: not ours to send.
    return undefined;
  }
}
