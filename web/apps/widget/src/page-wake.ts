// When the page, or its network, comes back: then a connection that waits need not wait longer.

/** Calls `listener` at each of these moments; the answer stops it. */
export function onWake(listener: () => void): () => void {
  const shown = () => document.visibilityState === "visible" && listener();
  addEventListener("online", listener);
  document.addEventListener("visibilitychange", shown);
  return () => {
    removeEventListener("online", listener);
    document.removeEventListener("visibilitychange", shown);
  };
}
