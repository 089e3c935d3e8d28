// What the client keeps in this browser: messages that wait for a connection.

import type { Storage } from "@liaison-chat/client";

/** The page's storage; one that is forbidden or full keeps nothing, and the client copes. */
export const pageStorage: Storage = {
  get: (key) => localStorage.getItem(key),
  set: (key, text) => localStorage.setItem(key, text),
  remove: (key) => localStorage.removeItem(key),
  keys: (prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix)),
};
