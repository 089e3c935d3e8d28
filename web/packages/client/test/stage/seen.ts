// Waiting for something that happens, without missing what happened before.

/** How long a test waits before it fails: far beyond any healthy answer on a busy machine. */
const DEADLINE_MS = 20_000;

/** Things that happen, in order, to be taken one by one. */
export class Seen<T> {
  /** Everything that ever happened. */
  readonly history: T[] = [];
  readonly #untaken: T[] = [];
  #look = () => {};

  add = (thing: T): void => {
    this.history.push(thing);
    this.#untaken.push(thing);
    this.#look();
  };

  /** The oldest thing not yet taken that is wanted; it may still be to come. */
  next(isWanted: (thing: T) => boolean = () => true): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#look = () => {};
        reject(new Error(`not seen within ${DEADLINE_MS} ms; seen: ${JSON.stringify(this.history)}`));
      }, DEADLINE_MS);
      this.#look = () => {
        const index = this.#untaken.findIndex(isWanted);
        if (index < 0) return;
        this.#look = () => {};
        clearTimeout(timer);
        resolve(this.#untaken.splice(index, 1)[0] as T);
      };
      this.#look();
    });
  }
}

/** Waits until an observable's value is wanted. */
export function until<T>(
  observable: { get(): T; subscribe(listener: () => void): () => void },
  isWanted: (value: T) => boolean,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!isWanted(observable.get())) return;
      clearTimeout(timer);
      stop();
      resolve(observable.get());
    };
    const timer = setTimeout(() => {
      stop();
      reject(
        new Error(`not so within ${DEADLINE_MS} ms: ${JSON.stringify(observable.get())?.slice(0, 4_000)}`),
      );
    }, DEADLINE_MS);
    const stop = observable.subscribe(look);
    // Not in the same turn, so that `stop` is there.
    queueMicrotask(look);
  });
}
