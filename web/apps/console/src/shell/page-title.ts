// The title of the window: where one is, and in how many cases someone is waiting.

import { useEffect, useSyncExternalStore } from "react";

let shown: string | undefined;
const listeners = new Set<() => void>();

function become(title: string | undefined): void {
  shown = title;
  for (const listener of listeners) listener();
}

/** Calls the page so, while this is shown. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    become(title);
    return () => become(undefined);
  }, [title]);
}

/** What the page is called, if it says so itself. */
export function useShownTitle(): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
