// A form in a dialog: what it gives is sent by its button or by Enter, and what is refused is said in it.

import { Banner, Button } from "@liaison-chat/ui";
import { type ReactNode, useId } from "react";
import { useTexts } from "../texts/texts.ts";
import { Dialog } from "./dialog.tsx";
import { useDialogAction } from "./use-dialog-action.ts";

/** The form. `onSave` throws what is refused. */
export function FormDialog({
  title,
  lead,
  save,
  width = 520,
  onClose,
  onSave,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly save?: string;
  readonly width?: number;
  readonly onClose: () => void;
  readonly onSave: (fields: FormData) => Promise<void>;
  readonly children: ReactNode;
}): ReactNode {
  const texts = useTexts();
  const id = useId();
  const { isBusy, problem, run } = useDialogAction(onClose);
  return (
    <Dialog
      title={title}
      lead={lead}
      width={width}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{texts.actions.cancel}</Button>
          <Button look="primary" type="submit" form={id} isBusy={isBusy}>
            {save ?? texts.actions.save}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="flex min-h-0 flex-col gap-3.5 overflow-y-auto px-5 pt-1 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          const fields = new FormData(event.currentTarget);
          void run(() => onSave(fields));
        }}
      >
        {problem ? (
          <div className="overflow-hidden rounded-md">
            <Banner tone="bad">{problem}</Banner>
          </div>
        ) : null}
        {children}
      </form>
    </Dialog>
  );
}
