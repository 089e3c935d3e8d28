// Something asked of the server that one waits for: whether it is on its way, and why it was not done.

import { LiaisonError } from "@liaison-chat/client";
import { useState } from "react";

/** How it stands, and how it is begun. */
export interface Deed {
  readonly isBusy: boolean;
  /** The name of the sentence that says why it was not done. */
  readonly problem: "frozen" | "failed" | undefined;
  /** Does it, and then `after`, if it was done. */
  readonly run: (make: () => Promise<unknown>, after: () => void) => Promise<void>;
}

/** One deed at a time. */
export function useDeed(): Deed {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Deed["problem"]>();
  return {
    isBusy,
    problem,
    async run(make, after) {
      setBusy(true);
      setProblem(undefined);
      try {
        await make();
        after();
      } catch (error) {
        setProblem(error instanceof LiaisonError && error.code === "CHANNEL_FROZEN" ? "frozen" : "failed");
      }
      setBusy(false);
    },
  };
}
