// `localStorage` as the client asks for it. Where a browser refuses it, nothing is kept, and nothing breaks.

import type { Storage } from "@liaison-chat/client";

/** Keeps texts in this browser. */
export const localArea: Storage = {
  get: (key) => attempt(() => localStorage.getItem(key)) ?? null,
  set: (key, text) => attempt(() => localStorage.setItem(key, text)),
  remove: (key) => attempt(() => localStorage.removeItem(key)),
  keys: (prefix) => attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(prefix))) ?? [],
};

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    // Storage that is full or forbidden.
    return undefined;
  }
}
