// What this browser remembers of drafts: written with each letter, so that neither a crash nor a closed tab loses one, and
// heard by the other tabs at once. What the server has is remembered no more.

import type { Remembered } from "./draft-keeper.ts";
import type { WordsArea } from "./unsent-drafts.ts";

const PREFIX = "liaison/console-draft/";

/** The drafts that one person began in this browser. */
export class DraftMemory {
  readonly #prefix: string;

  constructor(person: string) {
    this.#prefix = `${PREFIX}${encodeURIComponent(person)}/`;
  }

  /** What is remembered under a name. */
  read(name: string): Remembered | undefined {
    try {
      return remembered(localStorage.getItem(this.#prefix + name));
    } catch {
      // Storage may be forbidden: then nothing is remembered.
      return undefined;
    }
  }

  /** Remembers a draft; the other tabs hear of it. */
  write(name: string, what: Remembered): void {
    try {
      localStorage.setItem(this.#prefix + name, JSON.stringify(what));
    } catch {
      // Forbidden or full: the draft is still in this tab, and soon on the server.
    }
  }

  /** Forgets a draft, unless another tab has gone on with it. */
  forget(name: string, text: string): void {
    try {
      if (this.read(name)?.text === text) localStorage.removeItem(this.#prefix + name);
    } catch {
      // As above.
    }
  }

  /** Where the first words of all unsent drafts are remembered: under a name that is no draft's. */
  get words(): WordsArea {
    const key = `${this.#prefix}words`;
    return {
      read: () => {
        try {
          return localStorage.getItem(key);
        } catch {
          // As above.
          return null;
        }
      },
      write: (text) => {
        try {
          localStorage.setItem(key, text);
        } catch {
          // As above.
        }
      },
    };
  }

  /** Which draft another tab changed, and to what; undefined when it is not about one of them. */
  heard({
    key,
    newValue,
  }: Pick<StorageEvent, "key" | "newValue">): (Remembered & { name: string }) | undefined {
    if (!key?.startsWith(this.#prefix)) return undefined;
    const what = remembered(newValue);
    return what && { ...what, name: key.slice(this.#prefix.length) };
  }
}

/** Forgets the drafts of everybody in this browser: who logs out leaves none on a shared computer. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // As above.
  }
}

function remembered(text: string | null): Remembered | undefined {
  try {
    const { base, text: words, sent } = JSON.parse(text ?? "{}");
    if (typeof base !== "string" || typeof words !== "string") return undefined;
    return { base, text: words, sent: typeof sent === "string" ? sent : undefined };
  } catch {
    // Written by something else.
    return undefined;
  }
}
