// Asking before something that cannot be taken back.

import { Banner, Button } from "@liaison-chat/ui";
import { type ReactNode, useState } from "react";
import { reasonOf, useTexts } from "../texts/texts.ts";
import { Dialog } from "./dialog.tsx";

/** A question with two answers. */
export function Confirm({
  title,
  lead,
  deed,
  onClose,
  onConfirm,
}: {
  readonly title: string;
  readonly lead: string;
  readonly deed: string;
  readonly onClose: () => void;
  readonly onConfirm: () => Promise<unknown>;
}): ReactNode {
  const texts = useTexts();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function confirm() {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (thrown) {
      setProblem(reasonOf(thrown, texts));
      setBusy(false);
    }
  }
  return (
    <Dialog
      title={title}
      lead={lead}
      width={420}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{texts.actions.cancel}</Button>
          <Button look="danger" isBusy={isBusy} onClick={() => void confirm()}>
            {deed}
          </Button>
        </>
      }
    >
      {problem ? <Banner tone="bad">{problem}</Banner> : null}
    </Dialog>
  );
}
