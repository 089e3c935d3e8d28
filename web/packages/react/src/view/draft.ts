// What somebody began to write, kept in this browser with each letter: closed by mistake, it is still there. All tabs have
// the same, so what one of them sent is in none of them any more.

const PREFIX = "liaison/draft/";
/** What was left for so long is not meant any more. */
const KEPT_MS = 7 * 86_400_000;

/** What was begun under a name. */
export function draftOf(name: string): string {
  try {
    return readKept(localStorage.getItem(PREFIX + name));
  } catch {
    // Storage may be forbidden: then nothing is kept.
    return "";
  }
}

/** Keeps it; an empty text is forgotten. */
export function keepDraft(name: string, text: string): void {
  try {
    if (text) localStorage.setItem(PREFIX + name, `${Date.now()} ${text}`);
    else localStorage.removeItem(PREFIX + name);
  } catch {
    // As above.
  }
}

/** Calls `listener` when another tab changed it; the answer stops it. */
export function followDraft(name: string, listener: (text: string) => void): () => void {
  const heard = ({ key, newValue }: StorageEvent) => {
    if (key === PREFIX + name) listener(readKept(newValue));
  };
  addEventListener("storage", heard);
  return () => removeEventListener("storage", heard);
}

/** Forgets everything that was begun, by whomever. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // As above.
  }
}

/** The text behind its time. */
function readKept(kept: string | null): string {
  const [, time, text = ""] = /^(\d+) (.*)$/s.exec(kept ?? "") ?? [];
  return Date.now() - Number(time) < KEPT_MS ? text : "";
}
