// Time that passes only when a test says so: hours in milliseconds, and the same run again from the same seed.

/** A clock with timers. */
export class VirtualTime {
  #now = Date.UTC(2026, 0, 1);
  #order = 0;
  readonly #timers: { at: number; order: number; run: () => void }[] = [];

  now = (): number => this.#now;

  /** Like `Environment.after`. */
  after = (ms: number, run: () => void): (() => void) => {
    const timer = { at: this.#now + Math.max(0, ms), order: this.#order++, run };
    this.#timers.push(timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  };

  /** Lets so much time pass: everything that falls due happens in its order, with all that follows from it. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settled();
      const due = this.#earliest();
      if (!due || due.at > end) break;
      this.#timers.splice(this.#timers.indexOf(due), 1);
      this.#now = due.at;
      due.run();
    }
    this.#now = end;
  }

  #earliest() {
    let first = this.#timers[0];
    for (const timer of this.#timers) {
      if (first && (timer.at < first.at || (timer.at === first.at && timer.order < first.order)))
        first = timer;
    }
    return first;
  }
}

/** After every promise that can go on has gone on: the loop turns only when none is left. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Chance that can be repeated (mulberry32). */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
