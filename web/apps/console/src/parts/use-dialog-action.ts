// What the button of a dialog does: while it is being done the button waits, then the dialog closes, or says why not.

import { useAction } from "@liaison-chat/react/logic";
import { reasonOf, useTexts } from "../texts/texts.ts";

/** How it stands, and how it is begun. */
export interface DialogAction {
  readonly isBusy: boolean;
  /** Why it was refused, in a sentence. */
  readonly problem: string | undefined;
  readonly run: (make: () => Promise<unknown>) => Promise<void>;
}

/** The action of a dialog. `onDone` closes it. */
export function useDialogAction(onDone: () => void): DialogAction {
  const texts = useTexts();
  const { isBusy, error, run } = useAction();
  return {
    isBusy,
    problem: error === undefined ? undefined : reasonOf(error, texts),
    run: (make) => run(make, onDone),
  };
}
