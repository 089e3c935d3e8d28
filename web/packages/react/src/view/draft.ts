// What somebody began to write, kept for this tab: closed by mistake, it is still there.

const PREFIX = "liaison/draft/";

/** What was begun under a name. */
export function draftOf(name: string): string {
  try {
    return sessionStorage.getItem(PREFIX + name) ?? "";
  } catch {
    // Storage may be forbidden: then nothing is kept.
    return "";
  }
}

/** Keeps it; an empty text is forgotten. */
export function keepDraft(name: string, text: string): void {
  try {
    if (text) sessionStorage.setItem(PREFIX + name, text);
    else sessionStorage.removeItem(PREFIX + name);
  } catch {
    // As above.
  }
}

/** Forgets everything that was begun, by whomever. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}
