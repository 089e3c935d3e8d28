// Whether a person can be looking at the page: it is visible and has the focus of the desk.

import { useSyncExternalStore } from "react";

/** The same now, for what must not wait until a component has drawn it. */
export const isLooking = (): boolean => document.visibilityState === "visible" && document.hasFocus();

/** Nobody looks at what a server writes. */
const nobody = () => false;

function watch(look: () => void): () => void {
  document.addEventListener("visibilitychange", look);
  addEventListener("focus", look);
  addEventListener("blur", look);
  return () => {
    document.removeEventListener("visibilitychange", look);
    removeEventListener("focus", look);
    removeEventListener("blur", look);
  };
}

/** True while the page is before the person's eyes. */
export function useLooking(): boolean {
  return useSyncExternalStore(watch, isLooking, nobody);
}
