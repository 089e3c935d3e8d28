// Typed REST: a route's method and path name its types, and nothing is generated at run time.

import type { AnswerLike, BlobLike, Environment, FetchLike, SignalLike } from "../environment.ts";
import { fromBody, isAboutToken, isErrorBody, isPassing, LiaisonError, toLiaisonError } from "../errors.ts";
import { toJson } from "../json.ts";
import { backoff } from "../socketio/backoff.ts";
import type { Routes } from "./api.gen.ts";
import type { Tokens } from "./tokens.ts";

/** `GET /crm/tickets/{id}` and the like. */
export type Route = keyof Routes;

/** What a route takes: values of its path, its query, its body or form. */
export type Arguments<R extends Route> = Omit<Routes[R], "answer">;

/** What a route answers. */
export type Answer<R extends Route> = Routes[R]["answer"];

/** How a call is made. */
export interface CallOptions {
  /** Gives the call up: an `AbortSignal`. */
  readonly signal?: SignalLike;
  /**
   * Whether making the call twice is the same as once, so that it may be tried again. GET, PUT and DELETE are so by
   * themselves; a POST with a `client_id` is too, and has to say so.
   */
  readonly isIdempotent?: boolean;
  /** How long one try may take. 30 s when absent. */
  readonly timeoutMs?: number;
  /** In place of the environment's, for this call: one that tells how much has been sent, for instance. */
  readonly fetch?: FetchLike;
}

/** Tries of an idempotent call, the first one included. */
const TRIES = 3;
const BACKOFF = { min: 500, max: 10_000 };

/** A change that takes so long may be lost with the network. A list or a file may take its time. */
const DOUBT_MS = 200;

/** The arguments of any route. */
interface Parts {
  readonly path?: Record<string, unknown>;
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
  readonly form?: unknown;
}

interface Prepared {
  readonly method: string;
  readonly url: string;
  readonly parts: Parts;
  readonly options: CallOptions;
  /** Takes a good answer. */
  readonly take: (answer: AnswerLike) => Promise<unknown>;
}

/** The REST interface for the holder of a token. */
export class Rest {
  readonly #base: string;
  readonly #tokens: Tokens;
  readonly #environment: Environment;
  readonly #doubt: () => void;

  /** `base` is the server's address, without `/api`. `doubt` is called when the network may be gone. */
  constructor(base: string, tokens: Tokens, environment: Environment, doubt = () => {}) {
    this.#doubt = doubt;
    this.#base = base;
    this.#tokens = tokens;
    this.#environment = environment;
  }

  /**
   * Makes a call, and gives its answer or throws a `LiaisonError`.
   *
   * An expired token is renewed once. Idempotent calls are tried again when the network fails or the server is busy.
   */
  async call<R extends Route>(route: R, args: Arguments<R>, options: CallOptions = {}): Promise<Answer<R>> {
    const [method = "GET", path = ""] = route.split(" ");
    const parts: Parts = args;
    const url = `${this.#base}/api${filled(path, parts.path)}${queryOf(parts.query)}`;
    const isIdempotent = options.isIdempotent ?? ["GET", "PUT", "DELETE"].includes(method);
    return (await this.#made({ method, url, parts, options, take: json }, isIdempotent)) as Answer<R>;
  }

  /** The content of a file, by the `url` or `thumbnail_url` of an attachment: a `Blob` where there are such. */
  async download(url: string, options: CallOptions = {}): Promise<BlobLike> {
    const whole = url.startsWith("/") ? `${this.#base}${url}` : url;
    // The token is for our server alone.
    if (!whole.startsWith(`${this.#base}/`)) throw new LiaisonError("INVALID", "not a file of this server");
    return (await this.#made(
      { method: "GET", url: whole, parts: {}, options, take: blob },
      true,
    )) as BlobLike;
  }

  async #made(prepared: Prepared, isIdempotent: boolean): Promise<unknown> {
    const { options } = prepared;
    for (let tries = 0; ; tries++) {
      try {
        return await this.#withToken(prepared);
      } catch (thrown) {
        const error = toLiaisonError(thrown);
        if (!isIdempotent || tries + 1 >= TRIES || !isPassing(error)) throw error;
        const wait = backoff(BACKOFF, tries, this.#environment.random);
        await this.#wait(Math.max(wait, error.retryAfterMs ?? 0), options.signal);
      }
    }
  }

  /** A refused token means that nothing was done yet: any call may be made again with a new one. */
  async #withToken(prepared: Prepared): Promise<unknown> {
    for (let isFirst = true; ; isFirst = false) {
      const token = await this.#tokens.get();
      try {
        return await this.#try(prepared, token);
      } catch (thrown) {
        const error = toLiaisonError(thrown);
        if (!isAboutToken(error)) throw error;
        await this.#tokens.refused(token);
        if (!isFirst) throw error;
      }
    }
  }

  async #try({ method, url, parts, options, take }: Prepared, token: string): Promise<unknown> {
    const { AbortController, after } = this.#environment;
    const { signal, timeoutMs = 30_000, fetch = this.#environment.fetch } = options;
    if (signal?.aborted) throw aborted();
    const abort = new AbortController();
    let isLate = false;
    const give = () => abort.abort();
    const cancel = after(timeoutMs, () => {
      isLate = true;
      give();
    });
    const trust = after(DOUBT_MS, () => method === "GET" || parts.form || this.#doubt());
    signal?.addEventListener("abort", give);
    const headers: Record<string, string> = { authorization: `Bearer ${token}`, accept: "application/json" };
    if (parts.body !== undefined) headers["content-type"] = "application/json";
    const body = parts.body === undefined ? parts.form : toJson(parts.body);
    const init = body === undefined ? { method, headers } : { method, headers, body };
    try {
      const answer = await fetch(url, { ...init, signal: abort.signal });
      return answer.ok ? await take(answer) : await refuse(answer);
    } catch (error) {
      if (signal?.aborted) throw aborted();
      if (!(error instanceof LiaisonError)) this.#doubt();
      if (isLate) throw new LiaisonError("TIMEOUT", `no answer within ${timeoutMs} ms`);
      throw error;
    } finally {
      cancel();
      trust();
      signal?.removeEventListener("abort", give);
    }
  }

  #wait(ms: number, signal: SignalLike | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const give = () => {
        cancel();
        reject(aborted());
      };
      const cancel = this.#environment.after(ms, () => {
        signal?.removeEventListener("abort", give);
        resolve();
      });
      if (signal?.aborted) return give();
      signal?.addEventListener("abort", give);
    });
  }
}

function aborted(): LiaisonError {
  return new LiaisonError("ABORTED", "the caller gave up");
}

async function json(answer: AnswerLike): Promise<unknown> {
  const text = await answer.text();
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    // Not from our server, but from something before it.
    const { status } = answer;
    throw new LiaisonError("ANSWER_MALFORMED", `the answer is not JSON (status ${status})`, { status });
  }
}

async function blob(answer: AnswerLike): Promise<BlobLike> {
  if (!answer.blob) throw new LiaisonError("ANSWER_MALFORMED", "there are no blobs here");
  return answer.blob();
}

async function refuse(answer: AnswerLike): Promise<never> {
  const { status, headers } = answer;
  const body = await json(answer);
  const seconds = Number(headers.get("retry-after"));
  const retryAfterMs = seconds > 0 ? seconds * 1000 : undefined;
  if (isErrorBody(body)) throw fromBody(body, status, retryAfterMs);
  throw new LiaisonError("ANSWER_MALFORMED", `status ${status} without a reason`, { status, retryAfterMs });
}

function filled(path: string, values: Record<string, unknown> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}

function queryOf(values: Record<string, unknown> = {}): string {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  if (pairs.length === 0) return "";
  return `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&")}`;
}
