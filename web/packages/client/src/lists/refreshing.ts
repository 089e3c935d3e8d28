// A list that is read from the server, and read again when something says that it is no longer true.

import type { World } from "../conversation/follower.ts";
import { type LiaisonError, toLiaisonError } from "../errors.ts";
import { Cell, type Observable } from "../observable.ts";

/** A list at one moment. Items that did not change are the same objects as before. */
export interface ListSnapshot<T> {
  readonly status: "loading" | "ready" | "failed";
  readonly error: LiaisonError | undefined;
  readonly items: readonly T[];
  /** How many there are on the server. */
  readonly total: number;
  readonly hasMore: boolean;
}

/** A stretch of the list from its beginning. */
export interface Loaded<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** What is particular about a list. */
export interface Source<T> {
  /** Reads so many items from the beginning. */
  load(count: number): Promise<Loaded<T>>;
  /** Says when the list is no longer true; gives what ends it. Called while somebody looks. */
  watch(outdated: () => void, list: RefreshingList<T>): (() => void)[];
  /** The name by which an item is known again. */
  key(item: T): string | number;
}

/** Events come in swarms; the list is read once for all of them. */
const GATHER_MS = 200;
/** Least time between two reads because of events: many may look at the same busy list. */
const REST_MS = 2_000;
const PAGE = 50;

/** A list that stays true while somebody looks at it. */
export class RefreshingList<T> implements Observable<ListSnapshot<T>> {
  readonly #world: World;
  readonly #source: Source<T>;
  readonly #cell: Cell<ListSnapshot<T>>;
  #stops: (() => void)[] = [];
  #wanted = PAGE;
  #isLoading = false;
  #isOutdated = false;
  #cancelGather: (() => void) | undefined;
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(world: World, source: Source<T>) {
    this.#world = world;
    this.#source = source;
    const empty = { status: "loading", error: undefined, items: [], total: 0, hasMore: false } as const;
    this.#cell = new Cell<ListSnapshot<T>>(empty, (isWatched) => (isWatched ? this.#start() : this.#stop()));
  }

  get = (): ListSnapshot<T> => this.#cell.get();

  subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  /** Shows one page more. */
  async loadMore(): Promise<void> {
    if (!this.get().hasMore) return;
    this.#wanted = this.get().items.length + PAGE;
    await this.refresh();
  }

  /** Reads it now. */
  async refresh(): Promise<void> {
    this.#isOutdated = true;
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      while (this.#isOutdated) {
        this.#isOutdated = false;
        this.#readAt = this.#world.environment.now();
        this.#show(await this.#source.load(this.#wanted));
      }
    } catch (thrown) {
      // What was read before stays on the screen; at the next connection it is read again.
      this.#cell.patch({ status: "failed", error: toLiaisonError(thrown) });
    } finally {
      this.#isLoading = false;
    }
  }

  /** Changes one item at once; the next read says how it really is. */
  change(key: string | number, change: (item: T) => T): void {
    const { items } = this.get();
    const isIt = (item: T) => this.#source.key(item) === key;
    if (items.some(isIt))
      this.#cell.patch({ items: items.map((item) => (isIt(item) ? change(item) : item)) });
  }

  #start(): void {
    this.#stops = [
      ...this.#source.watch(() => this.#gather(), this),
      // What happened without a connection was told to nobody.
      this.#world.connection.whenever(() => void this.refresh()),
    ];
  }

  #stop(): void {
    for (const stop of this.#stops) stop();
    this.#cancelGather?.();
    this.#cancelGather = undefined;
  }

  #gather(): void {
    const { after, now } = this.#world.environment;
    const wait = Math.max(GATHER_MS, this.#readAt + REST_MS - now());
    this.#cancelGather ??= after(wait, () => {
      this.#cancelGather = undefined;
      void this.refresh();
    });
  }

  #show({ items, total }: Loaded<T>): void {
    const { key } = this.#source;
    const known = new Map(this.get().items.map((item) => [key(item), item]));
    const shared = items.map((item) => {
      const old = known.get(key(item));
      // Both were written by one server in one order of fields, so equal texts are equal values, and the reverse.
      return old && JSON.stringify(old) === JSON.stringify(item) ? old : item;
    });
    const old = this.get().items;
    const isSame = old.length === shared.length && old.every((item, index) => item === shared[index]);
    this.#cell.patch({
      status: "ready",
      error: undefined,
      items: isSame ? old : shared,
      total,
      hasMore: total > items.length,
    });
  }
}
