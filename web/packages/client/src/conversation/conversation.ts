// One conversation as an application shows it: its messages, what is on its way, who reads and who types.

import type { Environment } from "../environment.ts";
import type { LiaisonError } from "../errors.ts";
import type { JoinedConversation } from "../events.gen.ts";
import { Cell, type Observable } from "../observable.ts";
import type { Presence } from "../presence.ts";
import type { Conversation, ConversationState, Message, Participant } from "../rest/api.gen.ts";
import type { Store } from "../storage.ts";
import { type Deps, Follower } from "./follower.ts";
import { type Draft, Outbox, type PendingMessage } from "./outbox.ts";
import { OwnTyping, Typists } from "./typing.ts";

/** A conversation at one moment. Parts that did not change are the same objects as before. */
export interface ConversationSnapshot {
  /** Its id, once the server has said it. */
  readonly id: string | undefined;
  /** `refused`: the server does not show it to this person; `error` says why. */
  readonly status: "loading" | "ready" | "refused";
  readonly error: LiaisonError | undefined;
  /** Whether everything is here and what comes will come by itself. False: it may be outdated. */
  readonly isLive: boolean;
  /** Whether messages are taken. */
  readonly state: ConversationState;
  /** In order, from the oldest that was loaded to the newest, with the text they have now. */
  readonly messages: readonly Message[];
  /** Own messages that do not stand in the log yet, in the order they were written. */
  readonly pending: readonly PendingMessage[];
  /** Whether there are messages before the first one: `loadOlder`. */
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  /** Who is in it, as far as this person may know. */
  readonly participants: readonly Participant[];
  /** Everything up to here has been read by this person. */
  readonly lastReadSeq: number;
  /** How far others have read, by chat identity. */
  readonly readBy: Readonly<Record<string, number>>;
  /** Who types now, by chat identity. */
  readonly typing: readonly string[];
}

const NOTHING: ConversationSnapshot = {
  id: undefined,
  status: "loading",
  error: undefined,
  isLive: false,
  state: "open",
  messages: [],
  pending: [],
  hasOlder: false,
  isLoadingOlder: false,
  participants: [],
  lastReadSeq: 0,
  readBy: {},
  typing: [],
};

const STATES: readonly string[] = ["open", "automated", "frozen", "closed"] satisfies ConversationState[];

const isState = (name: string): name is ConversationState => STATES.includes(name);

/** Keep following for this long after the last subscriber leaves: people go back and forth. */
const LINGER_MS = 30_000;

/**
 * One conversation. It is followed while it has subscribers, and sends queued messages even without any.
 */
export class ConversationStore implements Observable<ConversationSnapshot> {
  /** The name it was asked for: a channel name or an id. */
  readonly name: string;
  readonly #deps: Deps;
  readonly #presence: Presence;
  readonly #follower: Follower;
  readonly #outbox: Outbox;
  readonly #typists: Typists;
  readonly #ownTyping: OwnTyping;
  readonly #cell: Cell<ConversationSnapshot>;
  readonly #stops: (() => void)[];
  #cancelLinger = () => {};
  #wantsFacts = false;
  #isLoadingFacts = false;
  /** How far the person has read, told to the server or not. */
  #read = 0;

  constructor(deps: Deps, presence: Presence, store: Store, name: string) {
    const { connection, environment } = deps;
    this.name = name;
    this.#deps = deps;
    this.#presence = presence;
    this.#cell = new Cell<ConversationSnapshot>(NOTHING, (isWatched) =>
      this.#watched(isWatched, environment),
    );
    this.#typists = new Typists(environment, () => this.#cell.patch({ typing: this.#typists.list }));
    this.#ownTyping = new OwnTyping(environment, (isTyping) =>
      connection.tell(isTyping ? "typing_start" : "typing_stop", { conversationId: this.#address }),
    );
    this.#follower = new Follower(deps, name, {
      changed: () => this.#logChanged(),
      joined: (joined) => this.#joined(joined),
      refused: (error) => this.#cell.patch({ status: "refused", error }),
    });
    this.#outbox = new Outbox(environment, store, {
      send: (message) => this.#send(message),
      stored: (message) => this.#follower.take([message]),
      changed: () => this.#showPending(),
    });
    this.#stops = [
      connection.whenever(() => void this.#outbox.flush()),
      connection.on("user_typing", ({ conversationId, userId, isTyping }) => {
        if (this.#isThis(conversationId)) this.#typists.heard(userId, isTyping);
      }),
      connection.on("message_seen", ({ conversationId, userId, seq }) => {
        if (this.#isThis(conversationId)) this.#seen({ [userId]: seq });
      }),
      connection.on("conversation_state_changed", ({ conversation_id, new_state }) => {
        if (!this.#isThis(conversation_id)) return;
        // In a guided deal it is the state of the flow: how the conversation stands is asked for.
        if (isState(new_state)) this.#cell.patch({ state: new_state });
        else void this.#loadFacts();
      }),
      connection.on("new_message", ({ conversation_id, message }) => {
        if (!this.#isThis(conversation_id) || !("sender" in message)) return;
        this.#typists.heard(message.sender.public_id, false);
        // That somebody came, left or took over is said by a message of the server, and by nothing else.
        if (message.message_type === "system") void this.#loadFacts();
      }),
      connection.state.subscribe(() => {
        if (!connection.isConnected) this.#typists.clear();
      }),
    ];
  }

  get = (): ConversationSnapshot => this.#cell.get();

  subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  /** Shows the message at once and sends it when it can; gives its key. It is stored once, whatever happens. */
  send(draft: Draft): string {
    this.#ownTyping.stop();
    return this.#outbox.add(draft);
  }

  /** Sends a message again that was refused. */
  retry(clientId: string): void {
    this.#outbox.retry(clientId);
  }

  /** Throws a message away that was refused or still waits. */
  discard(clientId: string): void {
    this.#outbox.discard(clientId);
  }

  /** Replaces the text of an own message. The change arrives by the log, as for everybody. */
  async edit(messageId: string, text: string): Promise<void> {
    await this.#deps.rest.call("PATCH /messages/{id}", { path: { id: messageId }, body: { text } });
  }

  /** Removes text and files of a message. */
  async delete(messageId: string): Promise<void> {
    await this.#deps.rest.call("DELETE /messages/{id}", { path: { id: messageId } });
  }

  /** Loads the page before the first message. */
  async loadOlder(): Promise<void> {
    if (this.get().isLoadingOlder) return;
    this.#cell.patch({ isLoadingOlder: true });
    try {
      await this.#follower.loadOlder();
    } finally {
      this.#cell.patch({ isLoadingOlder: false });
    }
  }

  /** Everything that is shown has been read. */
  markRead(): void {
    const { have, messages } = this.#follower.log;
    if (have === undefined || messages.length === 0 || have <= this.#read) return;
    this.#read = have;
    this.#cell.patch({ lastReadSeq: have });
    this.#tellRead();
  }

  /** A key was pressed while writing. Say it as often as you like; `false` when the field was left or emptied. */
  typing(isWriting = true): void {
    if (isWriting) this.#ownTyping.keyPressed();
    else this.#ownTyping.stop();
  }

  /** Ends everything, for good. */
  close(): void {
    this.#cancelLinger();
    this.#follower.stop();
    this.#outbox.close();
    this.#typists.clear();
    for (const stop of this.#stops) stop();
  }

  get #address(): string {
    return this.#follower.id ?? this.name;
  }

  #isThis(id: string): boolean {
    return id === this.#follower.id;
  }

  #watched(isWatched: boolean, { after }: Environment): void {
    this.#cancelLinger();
    if (isWatched) this.#follower.start();
    else this.#cancelLinger = after(LINGER_MS, () => this.#follower.stop());
  }

  #logChanged(): void {
    const { log, id, isLive } = this.#follower;
    this.#outbox.settle(log.have);
    const { status } = this.get();
    this.#cell.patch({
      id,
      isLive,
      messages: log.messages,
      hasOlder: log.hasOlder,
      pending: this.#pending(),
      ...(log.have === undefined ? {} : { status: "ready", error: undefined }),
      ...(log.have === undefined && status === "ready" ? { status: "loading" } : {}),
    });
  }

  #showPending(): void {
    this.#cell.patch({ pending: this.#pending() });
  }

  /** What is on its way and not in the log: an event may show a message before its acknowledgement comes. */
  #pending(): readonly PendingMessage[] {
    const { items } = this.#outbox;
    if (items.length === 0) return NOTHING.pending;
    const shown = new Set(this.#follower.log.messages.slice(-200).map((message) => message.client_id));
    return same(
      this.get().pending,
      items.filter(({ clientId }) => !shown.has(clientId)),
    );
  }

  async #send({ clientId, text, attachmentIds, mediaUrl }: PendingMessage): Promise<Message> {
    const { message } = await this.#deps.connection.request<{ message: Message }>("send_message", {
      conversationId: this.#address,
      message: text,
      clientId,
      ...(attachmentIds ? { attachmentIds } : {}),
      ...(mediaUrl ? { mediaUrl } : {}),
    });
    return message;
  }

  #joined({ last_read_seq, state }: JoinedConversation): void {
    if (last_read_seq < this.#read) this.#tellRead();
    this.#read = Math.max(this.#read, last_read_seq);
    this.#cell.patch({ state, lastReadSeq: this.#read });
    void this.#loadFacts();
  }

  /** Who is in it. It is shown when it is there; without it the conversation works. */
  async #loadFacts(): Promise<void> {
    this.#wantsFacts = true;
    if (this.#isLoadingFacts) return;
    this.#isLoadingFacts = true;
    try {
      // Whatever changes while one answer is on its way is in the next one.
      while (this.#wantsFacts) {
        this.#wantsFacts = false;
        const path = { channel: this.#address };
        const facts = await this.#deps.rest.call("GET /chat/channels/{channel}", { path });
        if ("participants" in facts) this.#showFacts(facts);
      }
    } catch {
      // Asked again at the next connection.
    } finally {
      this.#isLoadingFacts = false;
    }
  }

  #showFacts({ participants, kind, state }: Conversation): void {
    // Of a guided deal nothing else says whether messages are taken.
    const isGuided = kind === "campaign" || kind === "bid";
    this.#cell.patch(isGuided ? { participants, state } : { participants });
    this.#presence.seed(participants);
    this.#seen(Object.fromEntries(participants.map((one) => [one.public_id, one.last_read_seq])));
  }

  /** Reading only goes forward, in whatever order one hears of it. */
  #seen(positions: Record<string, number>): void {
    const { readBy } = this.get();
    const news = Object.entries(positions).filter(([who, seq]) => seq > (readBy[who] ?? 0));
    if (news.length > 0) this.#cell.patch({ readBy: { ...readBy, ...Object.fromEntries(news) } });
  }

  #tellRead(): void {
    const message = this.#follower.log.messages.filter(({ seq }) => seq <= this.#read).at(-1);
    if (!message) return;
    // Lost: told again with the next message, or at the next connection.
    this.#deps.connection.tell("mark_seen", { conversationId: this.#address, messageId: message.id });
  }
}

/** The old list when the new one has the same members. */
function same<T>(old: readonly T[], fresh: readonly T[]): readonly T[] {
  return old.length === fresh.length && old.every((item, index) => item === fresh[index]) ? old : fresh;
}
