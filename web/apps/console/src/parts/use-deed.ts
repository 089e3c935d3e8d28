// What the button of a dialog does: while it is being done the button waits, then the dialog closes, or says why not.

import { useState } from "react";
import { reasonOf, useTexts } from "../texts/texts.ts";

/** How it stands, and how it is begun. */
export interface Deed {
  readonly isBusy: boolean;
  /** Why it was refused, in a sentence. */
  readonly problem: string | undefined;
  readonly run: (make: () => Promise<unknown>) => Promise<void>;
}

/** The deed of a dialog. `onDone` closes it. */
export function useDeed(onDone: () => void): Deed {
  const texts = useTexts();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  return {
    isBusy,
    problem,
    async run(make) {
      setBusy(true);
      setProblem(undefined);
      try {
        await make();
        onDone();
      } catch (thrown) {
        setProblem(reasonOf(thrown, texts));
        setBusy(false);
      }
    },
  };
}
