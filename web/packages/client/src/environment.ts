// What the client needs of the world around it: network, time, chance, storage. Nothing here is a browser's own:
// every part is taken from `globalThis` where it is there, and can be handed in where it is not.

/** The part of a `Blob` that is known everywhere. */
export interface BlobLike {
  readonly size: number;
  readonly type: string;
}

/** The part of a `Response` that is read. */
export interface AnswerLike {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
  /** Absent: files cannot be downloaded. */
  blob?(): Promise<BlobLike>;
}

/** The part of an `AbortSignal` that is used. */
export interface SignalLike {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** `fetch`, as far as it is used. */
export type FetchLike = (
  url: string,
  init: { method: string; headers?: Record<string, string>; body?: unknown; signal?: unknown },
) => Promise<AnswerLike>;

/** The part of a `WebSocket` that is used. */
export interface WebSocketLike {
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { reason?: string }) => void) | null;
  onerror: ((event: unknown) => void) | null;
  send(text: string): void;
  close(): void;
}

/** Something that keeps texts under names: `localStorage`, `AsyncStorage`, a file. */
export interface Storage {
  get(key: string): string | null | undefined | Promise<string | null | undefined>;
  set(key: string, value: string): void | Promise<void>;
  remove(key: string): void | Promise<void>;
  /** Every key that begins so, in any order. */
  keys(prefix: string): readonly string[] | Promise<readonly string[]>;
}

/** The world around the client. */
export interface Environment {
  readonly fetch: FetchLike;
  /** Absent: the connection uses long-polling. */
  readonly WebSocket?: (new (url: string) => WebSocketLike) | undefined;
  readonly AbortController: new () => { readonly signal: SignalLike; abort(): void };
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `run` once after `ms`; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
  /** A number from 0 up to, and without, 1. */
  random(): number;
  /** A text that nobody else ever makes. */
  newId(): string;
  /**
   * Calls `listener` whenever the network, or the application itself, has come back: `online`, `visibilitychange` and
   * `pageshow` in a browser, `AppState` on a phone. The answer stops it. Absent: the client waits for its own timers.
   */
  onWake?: ((listener: () => void) => () => void) | undefined;
  /** Calls `listener` when the network is gone: `offline` in a browser. Absent: the client finds out by itself. */
  onOffline?: ((listener: () => void) => () => void) | undefined;
}

/** Something that events can be heard of. */
interface Target {
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

interface Globals extends Partial<Target> {
  document?: { readonly visibilityState: string };
  fetch?: FetchLike;
  WebSocket?: new (url: string) => WebSocketLike;
  AbortController: Environment["AbortController"];
  crypto?: { randomUUID?(): string };
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** What this JavaScript engine offers, with `own` before it. */
export function environment(own: Partial<Environment> = {}): Environment {
  const globals = globalThis as unknown as Globals;
  const random = own.random ?? Math.random;
  const now = own.now ?? (() => Date.now());
  return {
    // Looked up at each call: tools that watch requests replace it later.
    fetch: (url, init) => {
      if (!globals.fetch) throw new Error("there is no fetch here: hand one in");
      return globals.fetch(url, init);
    },
    WebSocket: globals.WebSocket,
    AbortController: globals.AbortController,
    now,
    after: (ms, run) => {
      const timer = globals.setTimeout(run, ms);
      return () => globals.clearTimeout(timer);
    },
    random,
    // Time first: keys of one moment lie together in the server's index. Not every engine has `randomUUID`, and
    // browsers only on secure pages. The key need not be secret, only new.
    newId: () => `${now().toString(36).padStart(9, "0")}-${globals.crypto?.randomUUID?.() ?? madeUp(random)}`,
    ...networkOf(globals),
    ...own,
  };
}

/** A browser says when the network goes and comes; other engines have no such events. */
function networkOf(globals: Globals): Pick<Environment, "onWake" | "onOffline"> {
  if (!globals.addEventListener) return {};
  const page = globals as Target;
  const { document } = globals;
  return {
    onWake: (listener) => {
      const seen = () => document?.visibilityState === "visible" && listener();
      const stops = [
        on(page, "online", listener),
        on(page, "pageshow", listener),
        on(page, "visibilitychange", seen),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    onOffline: (listener) => on(page, "offline", listener),
  };
}

function on(target: Target, type: string, listener: () => void): () => void {
  target.addEventListener(type, listener);
  return () => target.removeEventListener(type, listener);
}

/** Counted by hand: old libraries replace `Array.from` by one that takes no function. */
function madeUp(random: () => number): string {
  let text = "";
  while (text.length < 32) text += random().toString(36).slice(2, 10).padEnd(8, "0");
  return text;
}
