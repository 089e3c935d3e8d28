// A list fetched from the server, and fetched again when an event says that it is outdated.

import type { Deps } from "../conversation/follower.ts";
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

/** A page of the list, and how long the list is. */
export interface Loaded<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** What is particular about a list. */
export interface Source<T> {
  /** Reads one page of so many items. The first one is page 1. */
  load(page: number, limit: number): Promise<Loaded<T>>;
  /** Reports when the list is outdated; returns what ends that. Called while the list has subscribers. */
  watch(outdated: () => void, list: RefreshingList<T>): (() => void)[];
  /** The key that identifies an item. */
  key(item: T): string | number;
}

/** Events come in bursts; one fetch covers all of them. */
const GATHER_MS = 200;
/** After a fetch, further events wait this long: many people may watch the same busy list. */
const REST_MS = 2_000;
/** Or this multiple of the fetch time, at most a minute: the server has others to answer. */
const REST_PER_READING = 5;
const MOST_REST_MS = 60_000;
const PAGE = 50;

/** A list that stays up to date while it has subscribers. */
export class RefreshingList<T> implements Observable<ListSnapshot<T>> {
  readonly #deps: Deps;
  readonly #source: Source<T>;
  readonly #cell: Cell<ListSnapshot<T>>;
  #stops: (() => void)[] = [];
  /** How many pages are there, and how many shall be. Pages are counted, and not items: an item may stand on two. */
  #pages = 0;
  #wanted = 1;
  #isLoading = false;
  #isOutdated = false;
  #cancelGather: (() => void) | undefined;
  /** Ends the rest after a reading, while there is one. */
  #cancelRest: (() => void) | undefined;
  /** Something changed while it was being read, or rested. */
  #isTold = false;

  constructor(deps: Deps, source: Source<T>) {
    this.#deps = deps;
    this.#source = source;
    const empty = { status: "loading", error: undefined, items: [], total: 0, hasMore: false } as const;
    this.#cell = new Cell<ListSnapshot<T>>(empty, (isWatched) => (isWatched ? this.#start() : this.#stop()));
  }

  get = (): ListSnapshot<T> => this.#cell.get();

  subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  /** Shows one page more. Only that page is read. */
  async loadMore(): Promise<void> {
    if (!this.get().hasMore) return;
    this.#wanted = this.#pages + 1;
    await this.#read();
  }

  /** Reads it now. */
  async refresh(): Promise<void> {
    this.#isOutdated = true;
    await this.#read();
  }

  /** Reads what is outdated or not there yet, one after the other, until nothing is. */
  async #read(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      while (this.#isOutdated || (this.get().hasMore && this.#pages < this.#wanted)) {
        if (this.#isOutdated) await this.#readAgain();
        else await this.#readOn();
      }
    } catch (thrown) {
      // What was read before stays on the screen; at the next connection it is read again.
      this.#cell.patch({ status: "failed", error: toLiaisonError(thrown) });
      this.#rest(0);
    } finally {
      this.#isLoading = false;
    }
  }

  /** Reads everything that is shown, from the beginning. */
  async #readAgain(): Promise<void> {
    const begun = this.#deps.environment.now();
    // What happens from now on may be in none of the pages.
    this.#isOutdated = false;
    const items = new Map<string | number, T>();
    let pages = 0;
    let total = 1;
    while (pages < this.#wanted && pages * PAGE < total) {
      const loaded = await this.#source.load(pages + 1, PAGE);
      pages++;
      total = loaded.total;
      for (const [key, item] of this.#shared(loaded.items)) items.set(key, item);
    }
    this.#show([...items.values()], pages, total);
    this.#rest(this.#deps.environment.now() - begun);
  }

  /** Reads the page behind what is shown. What moved meanwhile is put right when the list is read again. */
  async #readOn(): Promise<void> {
    const { key } = this.#source;
    const { items, total } = await this.#source.load(this.#pages + 1, PAGE);
    const shown = this.get().items;
    const known = new Set(shown.map(key));
    const fresh = items.filter((item) => !known.has(key(item)));
    this.#show([...shown, ...fresh], this.#pages + 1, total);
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
      this.#deps.connection.whenever(() => void this.refresh()),
    ];
  }

  #stop(): void {
    for (const stop of this.#stops) stop();
    this.#cancelGather?.();
    this.#cancelGather = undefined;
    this.#cancelRest?.();
    this.#cancelRest = undefined;
    this.#isTold = false;
  }

  /** Something changed: the list is read again soon, and not before it has rested. */
  #gather(): void {
    if (this.#isLoading || this.#cancelRest) {
      this.#isTold = true;
      return;
    }
    this.#cancelGather ??= this.#deps.environment.after(GATHER_MS, () => {
      this.#cancelGather = undefined;
      void this.refresh();
    });
  }

  /** Rests after a reading that took so long. Clocks are set now and then: no rest is for ever. */
  #rest(took: number): void {
    const wait = Math.min(MOST_REST_MS, Math.max(REST_MS, took * REST_PER_READING));
    this.#cancelRest?.();
    this.#cancelRest = this.#deps.environment.after(wait, () => {
      this.#cancelRest = undefined;
      if (!this.#isTold) return;
      this.#isTold = false;
      void this.refresh();
    });
  }

  /** The items by their keys: those that did not change are the objects that are shown already. */
  #shared(items: readonly T[]): [string | number, T][] {
    const { key } = this.#source;
    const keys = new Set(items.map(key));
    const known = new Map(this.get().items.flatMap((old) => (keys.has(key(old)) ? [[key(old), old]] : [])));
    return items.map((item) => {
      const old = known.get(key(item));
      // Both were written by one server in one order of fields, so equal texts are equal values, and the reverse.
      return [key(item), old && JSON.stringify(old) === JSON.stringify(item) ? old : item];
    });
  }

  #show(items: readonly T[], pages: number, total: number): void {
    this.#pages = pages;
    const old = this.get().items;
    const isSame = old.length === items.length && old.every((item, index) => item === items[index]);
    this.#cell.patch({
      status: "ready",
      error: undefined,
      items: isSame ? old : items,
      total,
      hasMore: total > pages * PAGE,
    });
  }
}
