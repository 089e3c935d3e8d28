// The cases of a view, kept true by events: a row that changed is put where it belongs. The list is read again only when
// events may have been missed.

import { type CaseRow, Cell, type Liaison, type Observable } from "@liaison-chat/client";
import { belongs, type CaseQuery, type CaseReader, compareCases, isSearch } from "./case-rules.ts";

/** The list at one moment. Rows that did not change are the same objects as before. */
export interface CaseListSnapshot {
  readonly status: "loading" | "ready" | "failed";
  readonly error: unknown;
  readonly items: readonly CaseRow[];
  readonly hasMore: boolean;
  /** How many rows come, go or move as soon as the list is no longer held still. */
  readonly pending: number;
}

/** A page of the list, and where the next one begins. */
export interface CasePage {
  readonly items: readonly CaseRow[];
  readonly next?: string | null;
}

/** Rows that changed, as the server tells all staff. */
export interface CasesChanged {
  readonly cases: readonly CaseRow[];
  /** More changed than can be told: the list is to be read again. */
  readonly reload?: boolean;
}

/** What the list reads from, and what tells it of changes. */
export interface CaseSource {
  page(limit: number, cursor: string | undefined): Promise<CasePage>;
  /** One row as the caller sees it, with what the caller has not read; undefined when it is gone. */
  row(row: Pick<CaseRow, "kind" | "id">): Promise<CaseRow | undefined>;
  /** Called while somebody looks; gives what ends it. */
  watch(list: CaseList): (() => void)[];
}

/** What a list needs beside its source: to hear of connections, and to wait. */
export interface CaseWorld {
  readonly connection: Pick<Liaison["connection"], "whenever">;
  readonly environment: Pick<Liaison["environment"], "after">;
}

const PAGE = 50;
const MOST = 100;
/** One's own reading comes message by message; the row is read once for all of them. */
const GATHER_MS = 300;

export class CaseList implements Observable<CaseListSnapshot> {
  readonly query: CaseQuery;
  readonly #world: CaseWorld;
  readonly #source: CaseSource;
  readonly #reader: CaseReader;
  readonly #compare: (one: CaseRow, other: CaseRow) => number;
  readonly #cell: Cell<CaseListSnapshot>;
  /** The rows as they are; what is shown may be held still. */
  #rows: readonly CaseRow[] = [];
  #next: string | null | undefined;
  /** Rows that no longer belong here, as they are now: shown until the list is no longer held still. */
  readonly #left = new Map<string, CaseRow>();
  #isHeld = false;
  #isReading = false;
  #isOutdated = false;
  /** Cases to which the caller just did something: what comes of it is put in its place at once, held or not. */
  readonly #own = new Set<string>();
  /** What was told while a page was on its way: it may be in that page or not. */
  #told: CasesChanged[] = [];
  #stops: (() => void)[] = [];
  readonly #outdatedRows = new Map<string, Pick<CaseRow, "kind" | "id">>();
  #cancelGather: (() => void) | undefined;

  constructor(world: CaseWorld, source: CaseSource, query: CaseQuery, reader: CaseReader) {
    this.#world = world;
    this.#source = source;
    this.query = query;
    this.#reader = reader;
    this.#compare = compareCases(query);
    const empty = { status: "loading", error: undefined, items: [], hasMore: false, pending: 0 } as const;
    this.#cell = new Cell<CaseListSnapshot>(empty, (isWatched) => (isWatched ? this.#start() : this.#stop()));
  }

  get = (): CaseListSnapshot => this.#cell.get();

  subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  /** Reads everything that is shown anew. Only after a gap, and when somebody asks for it. */
  async refresh(): Promise<void> {
    this.#isOutdated = true;
    await this.#read();
  }

  /** Reads the next page. */
  async loadMore(): Promise<void> {
    if (!this.#next || this.#isReading) return;
    await this.#read();
  }

  /** Keeps rows where they are, as long as somebody points at one of them. What they say goes on changing. */
  hold(isHeld: boolean): void {
    if (this.#isHeld === isHeld) return;
    this.#isHeld = isHeld;
    if (!isHeld) this.#show();
  }

  /** Puts every row where it belongs, held or not. */
  settle(): void {
    const isHeld = this.#isHeld;
    this.#isHeld = false;
    this.#show();
    this.#isHeld = isHeld;
  }

  /** The caller does something to these: nobody wonders why they move. */
  expect(keys: readonly string[]): void {
    for (const key of keys) this.#own.add(key);
  }

  /** Takes what the server told. */
  take(told: CasesChanged): void {
    if (told.reload) return void this.refresh();
    if (this.#isReading) this.#told.push(told);
    this.#merge(told);
    this.#tell(told.cases.filter(({ key }) => this.#own.delete(key)).length > 0);
  }

  #tell(isOwn: boolean): void {
    if (isOwn) this.settle();
    else this.#show();
  }

  /** Takes one row as the caller sees it: the answer to what the caller just did, so it is put in its place at once. */
  put(row: CaseRow): void {
    this.#place(row);
    this.settle();
  }

  /** Reads one row again: what the caller has read is told to nobody else. */
  outdate(row: Pick<CaseRow, "kind" | "id">): void {
    this.#outdatedRows.set(`${row.kind}-${row.id}`, row);
    this.#cancelGather ??= this.#world.environment.after(GATHER_MS, () => {
      this.#cancelGather = undefined;
      const rows = [...this.#outdatedRows.values()];
      this.#outdatedRows.clear();
      for (const one of rows) void this.#readRow(one);
    });
  }

  #start(): void {
    this.#stops = [
      ...this.#source.watch(this),
      // What happened without a connection was told to nobody.
      this.#world.connection.whenever(() => void this.refresh()),
    ];
  }

  #stop(): void {
    for (const stop of this.#stops) stop();
    this.#cancelGather?.();
    this.#cancelGather = undefined;
    this.#outdatedRows.clear();
    this.#isHeld = false;
  }

  async #read(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      do {
        if (this.#isOutdated) await this.#readAgain();
        else await this.#readOn();
      } while (this.#isOutdated);
    } catch (thrown) {
      // What was read before stays on the screen; at the next connection it is read again.
      this.#isOutdated = false;
      this.#cell.patch({ status: "failed", error: thrown });
    } finally {
      this.#isReading = false;
      this.#told = [];
    }
  }

  async #readAgain(): Promise<void> {
    this.#isOutdated = false;
    this.#told = [];
    const wanted = this.#rows.length;
    const rows = new Map<string, CaseRow>();
    const known = new Map(this.#rows.map((row) => [row.key, row]));
    let next: string | null | undefined;
    do {
      const limit = Math.min(MOST, Math.max(PAGE, wanted - rows.size));
      const page = await this.#source.page(limit, next ?? undefined);
      for (const row of page.items) rows.set(row.key, shared(row, known.get(row.key)));
      next = page.next;
    } while (next && rows.size < wanted && !this.#isOutdated);
    this.#rows = [...rows.values()];
    this.#next = next;
    this.#finish();
  }

  async #readOn(): Promise<void> {
    const { items, next } = await this.#source.page(PAGE, this.#next ?? undefined);
    const known = new Set(this.#rows.map(({ key }) => key));
    this.#rows = [...this.#rows, ...items.filter(({ key }) => !known.has(key))];
    this.#next = next;
    this.#finish();
  }

  /** Adds what was told meanwhile to what was read. */
  #finish(): void {
    for (const told of this.#told) this.#merge(told);
    const { status } = this.get();
    this.#cell.patch({ status: "ready", error: undefined });
    // The first rows are not moved away from anybody.
    if (status === "loading") this.settle();
    this.#show();
  }

  async #readRow(row: Pick<CaseRow, "kind" | "id">): Promise<void> {
    try {
      const found = await this.#source.row(row);
      const key = `${row.kind}-${row.id}`;
      if (found) this.#place(found);
      else this.#remove([key]);
      this.#tell(this.#own.delete(key));
    } catch {
      // The row says what it said; the next event or connection puts it right.
    }
  }

  #merge({ cases }: CasesChanged): void {
    for (const told of cases) {
      const old = this.#rows.find(({ key }) => key === told.key);
      if (old) {
        // Told before it was read.
        if (told.updated_at < old.updated_at) continue;
        const fresh = isFresh(told, old, this.#reader);
        this.#place({ ...told, unread: old.unread + (fresh ? 1 : 0), mentions: old.mentions });
        // It may have been more than one; of one's own cases that is worth a look.
        if (fresh && told.agent?.id === this.#reader.id) this.outdate(told);
      } else if (!isSearch(this.query) && belongs({ ...told, unread: 1 }, this.query, this.#reader)) {
        // What the caller has not read of it only the server knows: the row comes as soon as it is read.
        if (this.#isWithinPages(told)) this.outdate(told);
      }
    }
  }

  /** Puts a row where it belongs: nowhere, if it does not belong to the list. */
  #place(row: CaseRow): void {
    const at = this.#rows.findIndex(({ key }) => key === row.key);
    const rest = at < 0 ? this.#rows : this.#rows.filter(({ key }) => key !== row.key);
    const isIn = isSearch(this.query) || this.#isKept(row, at) || belongs(row, this.query, this.#reader);
    this.#left.delete(row.key);
    if (!isIn || (at < 0 && (isSearch(this.query) || !this.#isWithinPages(row)))) {
      this.#rows = rest;
      this.#left.set(row.key, row);
      return;
    }
    // What was found is in the order of the server.
    const to = isSearch(this.query) ? at : rest.findIndex((other) => this.#compare(row, other) < 0);
    const place = to < 0 ? rest.length : to;
    this.#rows = [...rest.slice(0, place), shared(row, this.#rows[at]), ...rest.slice(place)];
  }

  /** A mention that was read is still one. */
  #isKept(row: CaseRow, at: number): boolean {
    return at >= 0 && this.query.view === "mentions" && row.is_open;
  }

  /** Whether the row stands before the end of what was read: behind it come rows that are not here. */
  #isWithinPages(row: CaseRow): boolean {
    const last = this.#rows.at(-1);
    return !this.#next || last === undefined || this.#compare(row, last) < 0;
  }

  #remove(keys: readonly string[]): void {
    if (keys.length > 0) this.#rows = this.#rows.filter(({ key }) => !keys.includes(key));
  }

  #show(): void {
    const rows = this.#rows;
    const shown = this.get().items;
    const more = { hasMore: Boolean(this.#next) };
    if (!this.#isHeld || shown.length === 0) {
      this.#left.clear();
      const isSame = shown.length === rows.length && shown.every((row, index) => row === rows[index]);
      this.#cell.patch({ ...more, items: isSame ? shown : rows, pending: 0 });
      return;
    }
    const now = new Map(rows.map((row) => [row.key, row]));
    const kept = shown.map((row) => now.get(row.key) ?? this.#left.get(row.key) ?? row);
    // Rows of a further page come behind those that are held.
    const keys = new Set(shown.map(({ key }) => key));
    const ends = rows.slice(1 + Math.max(-1, ...rows.map(({ key }, index) => (keys.has(key) ? index : -1))));
    const items = [...kept, ...ends];
    this.#cell.patch({
      ...more,
      items:
        items.every((row, index) => row === shown[index]) && items.length === shown.length ? shown : items,
      pending: changesBetween(items, rows),
    });
  }
}

/** The row that is here already, if it says the same. */
function shared(row: CaseRow, old: CaseRow | undefined): CaseRow {
  return old && JSON.stringify(old) === JSON.stringify(row) ? old : row;
}

/** Whether something was said since by someone else. */
function isFresh({ last }: CaseRow, old: CaseRow, reader: CaseReader): boolean {
  if (!last || last.person_id === reader.id) return false;
  return !old.last || Date.parse(last.at) > Date.parse(old.last.at);
}

/** How many rows come, go or move on the way from one order to another. */
function changesBetween(shown: readonly CaseRow[], rows: readonly CaseRow[]): number {
  const here = new Set(shown.map(({ key }) => key));
  const there = new Set(rows.map(({ key }) => key));
  const fresh = rows.filter(({ key }) => !here.has(key)).length;
  const gone = shown.filter(({ key }) => !there.has(key)).length;
  const before = shown.filter(({ key }) => there.has(key)).map(({ key }) => key);
  const after = rows.filter(({ key }) => here.has(key)).map(({ key }) => key);
  return fresh + gone + moved(before, after);
}

/** How few keys have to move: all but the longest run that keeps its order. */
function moved(before: readonly string[], after: readonly string[]): number {
  const place = new Map(after.map((key, index) => [key, index]));
  // The smallest end of a rising run of each length.
  const ends: number[] = [];
  for (const key of before) {
    const at = place.get(key) ?? 0;
    ends[firstFrom(ends, at)] = at;
  }
  return before.length - ends.length;
}

/** The place of the first number of a rising row that is not below this one; behind the last when all are. */
function firstFrom(rising: readonly number[], value: number): number {
  let [from, to] = [0, rising.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((rising[middle] ?? 0) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
