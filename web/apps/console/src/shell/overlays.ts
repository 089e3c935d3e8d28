// What lies above the page: at most one thing.

import { useSyncExternalStore } from "react";

/** What can lie above the page. */
export type Overlay = "palette" | "help";

let shown: Overlay | undefined;
const listeners = new Set<() => void>();

function become(next: Overlay | undefined): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Shows it. */
export function openOverlay(overlay: Overlay): void {
  become(overlay);
}

/** Shows the page again. */
export function closeOverlay(): void {
  become(undefined);
}

/** What is shown. */
export function useOverlay(): Overlay | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
