// Which cases have a draft that was not sent, and its words: what the rows of the inbox show. Kept in this browser, so that it
// is known after a reload without asking for the drafts of every case.

import type { Observable } from "@liaison-chat/client";
import { keyOfOldAddress } from "../inbox/case-key.ts";

/** Where the words are kept. */
export interface WordsArea {
  read(): string | null;
  write(text: string): void;
}

/** As many letters as a row has room for. */
const SHOWN = 120;
/** Whoever leaves more drafts than that finds the others in their cases. */
const MOST = 100;

/** The first words of each unsent draft, by the case and its part. */
export class UnsentDrafts implements Observable<ReadonlyMap<string, string>> {
  readonly #area: WordsArea;
  readonly #parts: Map<string, string>;
  readonly #listeners = new Set<() => void>();
  #byCase: ReadonlyMap<string, string>;

  constructor(area: WordsArea) {
    this.#area = area;
    this.#parts = new Map(readEntries(area.read()));
    this.#byCase = this.#gathered();
  }

  get = (): ReadonlyMap<string, string> => this.#byCase;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The draft of a part has this text now; an empty one is none. */
  note(name: string, text: string): void {
    const words = text.trim().replace(/\s+/g, " ").slice(0, SHOWN);
    if ((this.#parts.get(name) ?? "") === words) return;
    this.#parts.delete(name);
    if (words !== "") this.#parts.set(name, words);
    for (const oldest of this.#parts.keys()) {
      if (this.#parts.size <= MOST) break;
      this.#parts.delete(oldest);
    }
    this.#area.write(JSON.stringify([...this.#parts]));
    this.#byCase = this.#gathered();
    for (const listener of [...this.#listeners]) listener();
  }

  /** By case; of several drafts in one the newest. Notes are drafts too. */
  #gathered(): ReadonlyMap<string, string> {
    return new Map(
      [...this.#parts].map(([name, words]) => {
        const [of = ""] = name.split("/");
        return [keyOfOldAddress(of) ?? of, words];
      }),
    );
  }
}

function readEntries(text: string | null): [string, string][] {
  try {
    const entries: unknown = JSON.parse(text ?? "[]");
    if (!Array.isArray(entries)) return [];
    return entries.filter(
      (entry): entry is [string, string] =>
        Array.isArray(entry) && typeof entry[0] === "string" && typeof entry[1] === "string",
    );
  } catch {
    // Written by something else.
    return [];
  }
}
