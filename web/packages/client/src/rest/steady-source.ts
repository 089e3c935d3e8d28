// A token source as hosts really write them: it may fail, hang, answer late, or answer something that is no token.

import type { Environment } from "../environment.ts";
import { LiaisonError } from "../errors.ts";
import type { TokenSource } from "./tokens.ts";

/** The longest wait for one call of the source. */
const TIMEOUT_MS = 8_000;

/** A token is one word of plain characters: not an empty answer, and not the page of an error. */
const TOKEN = /^[\x21-\x7e]+$/;

/**
 * Wraps a token source: white space and the quotes of JSON around the token are removed, and an answer that is not a
 * token, or none in time, counts as a failure. A late answer is used for the next call.
 */
export function steady(source: TokenSource, { after }: Pick<Environment, "after">): TokenSource {
  /** Counts refusals: an answer to an earlier call may be the token that was refused. */
  let era = 0;
  let late: string | undefined;
  /** The last answer was not a token: a source that keeps it has to replace it, as if it had been refused. */
  let isUseless = false;
  const ask = async (isRefused: boolean): Promise<string> => {
    const given: unknown = await source(isRefused || isUseless);
    const token = typeof given === "string" ? given.trim().replace(/^"(.*)"$/, "$1") : "";
    isUseless = !TOKEN.test(token);
    if (isUseless) throw new Error("the token source gave no token");
    return token;
  };
  let take: ((token: string) => void) | undefined;
  return (isRefused) => {
    const kept = late;
    late = undefined;
    if (isRefused) era++;
    else if (kept !== undefined) return kept;
    const asked = era;
    return new Promise((resolve, reject) => {
      const settle = () => {
        cancel();
        if (take === mine) take = undefined;
      };
      const fail = (error: unknown) => {
        settle();
        reject(error);
      };
      const mine = (token: string) => {
        settle();
        resolve(token);
      };
      const cancel = after(TIMEOUT_MS, () => fail(new LiaisonError("TIMEOUT", "the token source hangs")));
      take = mine;
      ask(isRefused).then((token) => {
        if (asked !== era) return;
        late = take ? undefined : token;
        take?.(token);
      }, fail);
    });
  };
}
