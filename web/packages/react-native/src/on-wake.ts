// When the application comes to the front again: then a connection that waits need not wait longer.

import { AppState } from "react-native";

/** Calls `listener` at each of these moments; the answer stops it. For the client's `environment`. */
export function onWake(listener: () => void): () => void {
  const subscription = AppState.addEventListener("change", (state) => {
    if (state === "active") listener();
  });
  return () => subscription.remove();
}
