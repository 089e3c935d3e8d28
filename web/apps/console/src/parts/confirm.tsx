// Asking before something that cannot be taken back.

import { Banner, Button } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { useTexts } from "../texts/texts.ts";
import { Dialog } from "./dialog.tsx";
import { useDialogAction } from "./use-dialog-action.ts";

/** A question with two answers. */
export function Confirm({
  title,
  lead,
  action,
  onClose,
  onConfirm,
}: {
  readonly title: string;
  readonly lead: string;
  readonly action: string;
  readonly onClose: () => void;
  readonly onConfirm: () => Promise<unknown>;
}): ReactNode {
  const texts = useTexts();
  const { isBusy, problem, run } = useDialogAction(onClose);
  return (
    <Dialog
      title={title}
      lead={lead}
      width={420}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{texts.actions.cancel}</Button>
          <Button look="danger" isBusy={isBusy} onClick={() => void run(onConfirm)}>
            {action}
          </Button>
        </>
      }
    >
      {problem ? <Banner tone="bad">{problem}</Banner> : null}
    </Dialog>
  );
}
