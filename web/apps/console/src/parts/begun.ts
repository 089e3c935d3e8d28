// What was begun in a dialog and not saved, for this tab: a reload does not take it away. Drafts of messages are kept elsewhere.

const PREFIX = "liaison/console-begun/";

/** What was begun under a name. */
export function begunText(name: string): string | undefined {
  try {
    return sessionStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    // Storage may be forbidden: then nothing is kept.
    return undefined;
  }
}

/** Keeps it; `undefined` forgets it. */
export function keepBegun(name: string, text: string | undefined): void {
  try {
    if (text === undefined) sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, text);
  } catch {
    // As above.
  }
}

/** Forgets everything that was begun, by whomever. */
export function forgetBegun(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}
