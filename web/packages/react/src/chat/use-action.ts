// Something asked of the server that one waits for: whether it is on its way, and why it was not done.

import { useState } from "react";

/** How it stands, and how it is begun. */
export interface Action {
  readonly isBusy: boolean;
  /** Why it was not done. */
  readonly error: unknown;
  /** Does it, and then `after`, if it was done. */
  readonly run: (make: () => Promise<unknown>, after: () => void) => Promise<void>;
}

/** One action at a time. */
export function useAction(): Action {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  return {
    isBusy,
    error,
    async run(make, after) {
      setBusy(true);
      setError(undefined);
      try {
        await make();
        after();
      } catch (thrown) {
        setError(thrown);
      }
      setBusy(false);
    },
  };
}
