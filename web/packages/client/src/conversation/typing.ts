// Who types, and telling others that we do. Both are forgotten by themselves: news of it may be lost.

import type { Environment } from "../environment.ts";

/** Somebody who has not been heard to type for so long has stopped. */
const FORGET_MS = 6_000;
/** We say it again after so long, while it goes on. */
const REPEAT_MS = 3_000;
/** We have stopped when no key was pressed for so long. */
const PAUSE_MS = 4_000;

/** Those who type in one conversation. */
export class Typists {
  /** Their chat identities, in the order they began. */
  list: readonly string[] = [];
  readonly #environment: Environment;
  readonly #changed: () => void;
  readonly #cancels = new Map<string, () => void>();

  constructor(environment: Environment, changed: () => void) {
    this.#environment = environment;
    this.#changed = changed;
  }

  /** Somebody was heard to type, or to stop. */
  heard(who: string, isTyping: boolean): void {
    this.#cancels.get(who)?.();
    this.#cancels.delete(who);
    if (isTyping) {
      const stop = () => this.heard(who, false);
      this.#cancels.set(who, this.#environment.after(FORGET_MS, stop));
    }
    if (isTyping === this.list.includes(who)) return;
    this.list = isTyping ? [...this.list, who] : this.list.filter((other) => other !== who);
    this.#changed();
  }

  /** Nobody is known to type any more. */
  clear(): void {
    for (const who of [...this.list]) this.heard(who, false);
  }
}

/** Our own typing in one conversation. */
export class OwnTyping {
  readonly #environment: Environment;
  readonly #tell: (isTyping: boolean) => void;
  #toldAt = Number.NEGATIVE_INFINITY;
  #cancelPause: (() => void) | undefined;

  constructor(environment: Environment, tell: (isTyping: boolean) => void) {
    this.#environment = environment;
    this.#tell = tell;
  }

  /** A key was pressed. */
  keyPressed(): void {
    const { after, now } = this.#environment;
    this.#cancelPause?.();
    this.#cancelPause = after(PAUSE_MS, () => this.stop());
    if (now() - this.#toldAt < REPEAT_MS) return;
    this.#toldAt = now();
    this.#tell(true);
  }

  /** The text was sent or left. */
  stop(): void {
    if (!this.#cancelPause) return;
    this.#cancelPause();
    this.#cancelPause = undefined;
    this.#toldAt = Number.NEGATIVE_INFINITY;
    this.#tell(false);
  }
}
