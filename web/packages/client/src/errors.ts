// One kind of error for everything that can be refused or fail, by REST or by socket.

import type { ErrorBody, ErrorCode } from "./rest/api.gen.ts";

/**
 * What went wrong before any server could say so: no network, no response in time, the connection ended first, the
 * caller gave up, or the answer was not one of ours (a proxy's page).
 */
export type LocalErrorCode = "NETWORK" | "TIMEOUT" | "DISCONNECTED" | "ABORTED" | "ANSWER_MALFORMED";

/** A call that was refused or failed. Write programs against `code`; show or log `message`. */
export class LiaisonError extends Error {
  override readonly name = "LiaisonError";
  /** A name for a program. */
  readonly code: ErrorCode | LocalErrorCode;
  /** The HTTP status; 0 when there was no HTTP answer. */
  readonly status: number;
  /** Facts that help to repair the request. */
  readonly details: Readonly<Record<string, unknown>>;
  /** How long the server asked to wait before the next try, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode | LocalErrorCode,
    message: string,
    more: { status?: number; details?: Record<string, unknown>; retryAfterMs?: number | undefined } = {},
  ) {
    super(message);
    this.code = code;
    this.status = more.status ?? 0;
    this.details = more.details ?? {};
    this.retryAfterMs = more.retryAfterMs;
  }
}

/** Whether something has the shape of the server's errors. */
export function isErrorBody(value: unknown): value is ErrorBody {
  return (
    typeof value === "object" &&
    value !== null &&
    "error_code" in value &&
    typeof value.error_code === "string" &&
    "message" in value &&
    typeof value.message === "string"
  );
}

/** The error that a body tells of. */
export function fromBody(body: ErrorBody, status = 0, retryAfterMs?: number): LiaisonError {
  return new LiaisonError(body.error_code, body.message, { status, details: body.details, retryAfterMs });
}

/** Whatever was thrown, as one of ours. */
export function toLiaisonError(thrown: unknown): LiaisonError {
  if (thrown instanceof LiaisonError) return thrown;
  return new LiaisonError("NETWORK", thrown instanceof Error ? thrown.message : String(thrown));
}

/** Refusals of the moment, beside those without a server's answer: the same request may be taken later. */
const PASSING = new Set<string>([
  "NETWORK",
  "TIMEOUT",
  "DISCONNECTED",
  "ANSWER_MALFORMED",
  "REQUEST_TIMEOUT",
  "RATE_LIMITED",
  "CONVERSATION_MOVED",
  "INTERNAL",
  "UNAVAILABLE",
  "SERVER_BUSY",
  "STORAGE_FULL",
  "TOKEN_EXPIRED",
]);

/** Whether the same request may be taken when it is made again. */
export function isPassing(error: LiaisonError): boolean {
  return PASSING.has(error.code);
}

/** Whether the token is what was refused. */
export function isAboutToken(error: LiaisonError): boolean {
  return error.code === "TOKEN_EXPIRED" || error.code === "TOKEN_INVALID" || error.code === "TOKEN_MISSING";
}
