// A value that others can watch: made for React's `useSyncExternalStore`, and for anything else.

/** Something to watch. `get` gives the same object until something changed, and then another one. */
export interface Observable<T> {
  /** The value now. */
  get(): T;
  /** Calls `listener` after every change; the answer stops it. */
  subscribe(listener: () => void): () => void;
}

/** An observable with its writing end. */
export class Cell<T> implements Observable<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();
  readonly #watched: ((isWatched: boolean) => void) | undefined;

  /** `watched` hears when the first listener comes and when the last one goes. */
  constructor(value: T, watched?: (isWatched: boolean) => void) {
    this.#value = value;
    this.#watched = watched;
  }

  // Bound, so that both can be handed over as they are: `useSyncExternalStore(cell.subscribe, cell.get)`.
  get = (): T => this.#value;

  subscribe = (listener: () => void): (() => void) => {
    // An entry of its own for each call, so that one function given twice is removed once.
    const entry = () => listener();
    this.#listeners.add(entry);
    if (this.#listeners.size === 1) this.#watched?.(true);
    return () => {
      if (this.#listeners.delete(entry) && this.#listeners.size === 0) this.#watched?.(false);
    };
  };

  /** Changes the value, and tells the listeners if it is another one. */
  set(value: T): void {
    if (Object.is(this.#value, value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) callSafely(listener);
  }

  /** Changes some fields of an object; nobody is told when all of them were so already. */
  patch(fields: Partial<T>): void {
    const value = this.#value;
    for (const key in fields) {
      if (!Object.is(value[key], fields[key])) return this.set({ ...value, ...fields });
    }
  }
}

/** Calls somebody else's function. What it throws is reported as unhandled, and stops nobody else. */
export function callSafely(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    void Promise.reject(error);
  }
}
