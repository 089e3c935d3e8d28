// Keeps one log up to date: joins, reads the newest page, asks for what is missing, and takes what comes by itself.

import type { Connection } from "../connection.ts";
import type { Environment } from "../environment.ts";
import { isPassing, LiaisonError, toLiaisonError } from "../errors.ts";
import type { JoinedConversation, Resumed } from "../events.gen.ts";
import type { LogEntry } from "../rest/api.gen.ts";
import type { Rest } from "../rest/rest.ts";
import { backoff } from "../socketio/backoff.ts";
import { begin, hearOf, type Log, prepend, take, UNKNOWN } from "./log.ts";

/** What a follower works with. */
export interface Deps {
  readonly connection: Connection;
  readonly rest: Rest;
  readonly environment: Environment;
}

/** What a follower reports. */
export interface FollowerEvents {
  /** The log, or whether it is live, is different. */
  changed(): void;
  /** Joined, at the first connection or at a later one. */
  joined(joined: JoinedConversation): void;
  /** The server does not show this conversation. */
  refused(error: LiaisonError): void;
}

const BACKOFF = { min: 1_000, max: 30_000 };
/** Messages of a page. */
const PAGE = 50;

export class Follower {
  log: Log = UNKNOWN;
  /** The conversation's id, once the server has said it. */
  id: string | undefined;
  readonly #deps: Deps;
  readonly #name: string;
  readonly #events: FollowerEvents;
  #stops: (() => void)[] = [];
  #isFollowing = false;
  /** Whether the connection there is has joined. */
  #isJoined = false;
  #isSyncing = false;
  /** The server was heard to stand before us: only `resume` can tell what that means. */
  #doubts = false;
  #tries = 0;
  #cancelRetry = () => {};
  /** Entries that came while the id of the name was not known. */
  #early: [string, LogEntry][] = [];

  constructor(deps: Deps, name: string, events: FollowerEvents) {
    this.#deps = deps;
    this.#name = name;
    this.#events = events;
  }

  /** Whether everything is here, and whatever comes will come by itself. */
  get isLive(): boolean {
    return this.#isJoined && this.#deps.connection.isConnected && this.#isComplete;
  }

  /** Begins to follow, or goes on from where it stopped. */
  start(): void {
    if (this.#isFollowing) return;
    // Before anything else: what is registered below may run at once.
    this.#isFollowing = true;
    const { connection } = this.#deps;
    this.#stops = [
      connection.on("new_message", (event) => this.#heard(event.conversation_id, event.message)),
      connection.on("message_updated", (event) => this.#heard(event.conversation_id, event.change)),
      connection.on("message_deleted", (event) => this.#heard(event.conversation_id, event.change)),
      connection.on("heads", (heads) => this.#heardHead(heads)),
      connection.on("conversation_left", ({ conversation_id, reason }) => {
        // Who left on purpose stays outside. Otherwise the server is asked: it knows what may still be seen.
        if (conversation_id === this.id && reason === "access_lost") this.#askAgain();
      }),
      connection.state.subscribe(() => this.#connectionChanged()),
      connection.whenever(() => void this.#sync()),
    ];
  }

  /** Stops. What is known stays. */
  stop(): void {
    this.#isFollowing = false;
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#cancelRetry();
    if (this.#isJoined) this.#deps.connection.tell("leave_conversation", this.id ?? this.#name);
    this.#isJoined = false;
  }

  /** Takes an entry that came by another way, such as the acknowledgement of a message. */
  take(entries: readonly LogEntry[]): void {
    this.#become(take(this.log, entries));
    void this.#sync();
  }

  /** Reads the page before the first message. */
  async loadOlder(): Promise<void> {
    const first = this.log.messages[0];
    if (!this.log.hasOlder || !first) return;
    const page = await this.#page({ before_seq: first.seq });
    // Another page, or a reset, may have come in between.
    if (this.log.messages[0]?.id !== first.id) return;
    this.#become(prepend(this.log, page.items, page.has_more));
  }

  get #isComplete(): boolean {
    return !this.#doubts && this.log.have !== undefined && this.log.head <= this.log.have;
  }

  #askAgain(): void {
    this.#isJoined = false;
    this.#events.changed();
    void this.#sync();
  }

  #connectionChanged(): void {
    if (this.#deps.connection.isConnected) return;
    this.#isJoined = false;
    this.#events.changed();
  }

  #heard(conversation: string, entry: LogEntry): void {
    if (this.id === undefined && this.#isSyncing) this.#early.push([conversation, entry]);
    else if (conversation === this.id) this.take([entry]);
  }

  #heardHead(heads: Record<string, number>): void {
    const head = this.id === undefined ? undefined : heads[this.id];
    if (head === undefined) return;
    if (this.log.have !== undefined && head < this.log.have) this.#doubts = true;
    this.#become(hearOf(this.log, head));
    void this.#sync();
  }

  /** Does what is missing, one thing after the other, until nothing is. */
  async #sync(): Promise<void> {
    if (this.#isSyncing) return;
    this.#isSyncing = true;
    this.#cancelRetry();
    try {
      while (this.#isFollowing && this.#deps.connection.isConnected && !this.isLive) await this.#step();
      this.#tries = 0;
    } catch (thrown) {
      this.#failed(toLiaisonError(thrown));
    } finally {
      this.#isSyncing = false;
    }
  }

  async #step(): Promise<void> {
    if (!this.#isJoined) return this.#join();
    if (this.log.have === undefined) return this.#begin();
    return this.#resume(this.log.have);
  }

  async #join(): Promise<void> {
    const joined = await this.#deps.connection.request<JoinedConversation>("join_conversation", this.#name);
    if (!joined.conversation_id) {
      // To staff the legacy name means both channels of a ticket, and those are two logs.
      throw new LiaisonError("INVALID", "this name leads to several conversations: take one of them");
    }
    if (!this.#isFollowing) return this.#deps.connection.tell("leave_conversation", joined.conversation_id);
    this.#isJoined = true;
    this.id = joined.conversation_id;
    const early = this.#early.filter(([id]) => id === this.id).map(([, entry]) => entry);
    this.#early = [];
    if (this.log.have !== undefined && joined.last_seq < this.log.have) this.#doubts = true;
    this.#become(take(hearOf(this.log, joined.last_seq), early));
    this.#events.joined(joined);
  }

  /** The position first, then the page: what is stored in between comes by itself, and nothing is left out. */
  async #begin(): Promise<void> {
    const position = this.log.head;
    const page = await this.#page({});
    this.#become(begin(this.log, page.items, page.has_more, position));
  }

  async #resume(have: number): Promise<void> {
    const known = this.log.head;
    const asked = { conversationId: this.id ?? this.#name, afterSeq: have };
    const answer = await this.#deps.connection.request<Resumed>("resume", asked);
    this.#doubts = false;
    if ("reset" in answer) {
      this.#become({ ...UNKNOWN, head: answer.last_seq });
      return;
    }
    let log = take(this.log, answer.items);
    // Asking the same again would give the same, as fast as the wire allows.
    if (answer.has_more && log.have === have)
      throw new LiaisonError("ANSWER_MALFORMED", "resume: more, but nothing");
    // The server knows nothing of what we heard before we asked: it was never so.
    if (!answer.has_more && log.have !== undefined && log.have < known) {
      log = { ...log, head: log.have, held: new Map() };
    }
    this.#become(log);
  }

  #page(query: { before_seq?: number }) {
    return this.#deps.rest.call("GET /messages/conversations/{id}/messages", {
      path: { id: this.id ?? this.#name },
      query: { limit: PAGE, ...query },
    });
  }

  #failed(error: LiaisonError): void {
    this.#early = [];
    if (!isPassing(error)) {
      this.#isJoined = false;
      // What may no longer be read is no longer shown.
      this.#become(UNKNOWN);
      this.#events.refused(error);
      return;
    }
    // A connection that ended begins again by itself.
    if (!this.#deps.connection.isConnected) return;
    const { after, random } = this.#deps.environment;
    this.#cancelRetry = after(backoff(BACKOFF, this.#tries++, random), () => void this.#sync());
  }

  #become(log: Log): void {
    this.log = log;
    this.#events.changed();
  }
}
