// Drafts: what is begun and not sent. In this tab at once, on the server soon after, one per ticket and part.

/** Where drafts are kept. */
export interface DraftPlace {
  /** Keeps a text; an empty one is removed. */
  put(text: string): Promise<unknown>;
}

/** Typing goes on: the server is told when it pauses. */
export const PAUSE_MS = 500;

/** How it stands with the server. */
export type DraftState = "same" | "saving" | "saved" | "failed";

/** One draft. The newest text wins; never are two on their way at once. */
export class DraftKeeper {
  text = "";
  state: DraftState = "same";
  readonly #place: DraftPlace;
  #listener: () => void;
  #told = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isPutting = false;

  constructor(place: DraftPlace, changed: () => void = () => {}) {
    this.#place = place;
    this.#listener = changed;
  }

  /** Calls `listener` after each change, and nobody else. */
  listen(listener: () => void): () => void {
    this.#listener = listener;
    return () => {
      if (this.#listener === listener) this.#listener = () => {};
    };
  }

  /** Takes what the server has, unless there is something here that it does not know yet. */
  adopt(kept: string): void {
    if (this.text !== this.#told || this.#isPutting || kept === this.text) return;
    this.text = kept;
    this.#told = kept;
    this.#changed();
  }

  /** The text is another one now. */
  write(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), PAUSE_MS);
    this.#changed();
  }

  /** It was sent: nothing is left of it. */
  clear(): void {
    this.text = "";
    clearTimeout(this.#timer);
    this.#changed();
    void this.flush();
  }

  /** Tells the server now. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#isPutting) return;
    this.#isPutting = true;
    try {
      while (this.text !== this.#told) {
        const text = this.text;
        this.#become("saving");
        await this.#place.put(text);
        this.#told = text;
      }
      if (this.state === "saving" || this.state === "failed")
        this.#become(this.text === "" ? "same" : "saved");
    } catch {
      // Said beside the field. It is tried again with the next letter.
      this.#become("failed");
    } finally {
      this.#isPutting = false;
    }
  }

  #become(state: DraftState): void {
    this.state = state;
    this.#changed();
  }

  #changed(): void {
    this.#listener();
  }
}
