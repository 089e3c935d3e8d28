// Texts kept under names that begin alike, in the storage that was handed in.

import type { Storage } from "./environment.ts";

/** Where the client may keep things, and for whom: what one account leaves there, another never finds. */
export interface Keeping {
  readonly area: Storage;
  /** Names the person, such as the host's own id of the account. */
  readonly account: string;
}

/**
 * One conversation's part of the storage. Without a storage it holds nothing.
 *
 * Each text has a key of its own: two tabs that write at once do not overwrite each other's.
 */
export class Store {
  readonly #area: Storage | undefined;
  readonly #prefix: string;
  readonly #keys = new Set<string>();
  /** One after the other: a removal must not overtake its writing. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(keeping: Keeping | undefined, subject: string, name: string) {
    this.#area = keeping?.area;
    this.#prefix = `${prefixOf(keeping, subject)}${encodeURIComponent(name)}/`;
  }

  /** Every text, in the order of the keys. */
  async all(): Promise<string[]> {
    const texts: string[] = [];
    const area = this.#area;
    if (!area) return texts;
    try {
      for (const key of [...(await area.keys(this.#prefix))].sort()) {
        const text = await area.get(key);
        if (text === null || text === undefined) continue;
        this.#keys.add(key.slice(this.#prefix.length));
        texts.push(text);
      }
    } catch {
      // A storage that cannot be read is an empty one: the client works, it only remembers nothing.
    }
    return texts;
  }

  /** Removes every text. */
  async clear(): Promise<void> {
    await this.all();
    for (const key of [...this.#keys]) this.remove(key);
    await this.#last;
  }

  put(key: string, text: string): void {
    this.#keys.add(key);
    this.#write((area) => area.set(this.#prefix + key, text));
  }

  remove(key: string): void {
    this.#keys.delete(key);
    this.#write((area) => area.remove(this.#prefix + key));
  }

  /** The key that ends so, if there is one. */
  keyEnding(end: string): string | undefined {
    for (const key of this.#keys) if (key.endsWith(end)) return key;
    return undefined;
  }

  #write(write: (area: Storage) => void | Promise<void>): void {
    const area = this.#area;
    if (!area) return;
    // A full or forbidden storage loses the copy, not the message: that is still in memory.
    this.#last = this.#last.then(() => write(area)).catch(() => {});
  }
}

/** The names under which this account keeps something of that subject. */
export async function namesKept(keeping: Keeping, subject: string): Promise<string[]> {
  const prefix = prefixOf(keeping, subject);
  const keys = await keeping.area.keys(prefix);
  return [...new Set(keys.map((key) => decodeURIComponent(key.slice(prefix.length).split("/")[0] ?? "")))];
}

function prefixOf(keeping: Keeping | undefined, subject: string): string {
  return `liaison/${subject}/${encodeURIComponent(keeping?.account ?? "")}/`;
}
