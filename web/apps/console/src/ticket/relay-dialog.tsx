// Editing a message before it is carried to the other side.

import type { Message } from "@liaison-chat/client";
import { Button, Field, fileSize } from "@liaison-chat/ui";
import { type ReactNode, useState } from "react";
import { Dialog } from "../parts/dialog.tsx";
import { useLocale, useTexts } from "../texts/texts.ts";

/** Asks for the text and the files. */
export function RelayDialog({
  message,
  name,
  onClose,
  onRelay,
}: {
  readonly message: Message;
  readonly name: string;
  readonly onClose: () => void;
  readonly onRelay: (text: string, attachments: readonly string[]) => Promise<void>;
}): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const [text, setText] = useState(message.text);
  const [files, setFiles] = useState<readonly string[]>(message.attachments.map(({ id }) => id));
  const [isBusy, setBusy] = useState(false);
  const isEmpty = text.trim() === "" && files.length === 0;
  return (
    <Dialog
      title={texts.messages.relayTitle(name)}
      lead={texts.messages.relayLead(name)}
      width={520}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{texts.actions.cancel}</Button>
          <Button
            look="primary"
            icon="relay"
            isBusy={isBusy}
            disabled={isEmpty}
            onClick={() => {
              setBusy(true);
              void onRelay(text, files).finally(() => setBusy(false));
            }}
          >
            {texts.messages.relaySend}
          </Button>
        </>
      }
    >
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-5 pt-1 pb-4">
        <Field label={texts.messages.relayText}>
          {(ties) => (
            <textarea
              {...ties}
              className="lia-input min-h-32 resize-y"
              dir="auto"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        {message.attachments.length > 0 ? (
          <fieldset className="flex flex-col gap-1">
            <legend className="lia-label mb-1">{texts.messages.relayFiles}</legend>
            {message.attachments.map(({ id, name: file, size }) => (
              <label key={id} className="flex min-h-7 items-center gap-2">
                <input
                  type="checkbox"
                  className="size-4 accent-(--lia-accent)"
                  checked={files.includes(id)}
                  onChange={(event) =>
                    setFiles(event.target.checked ? [...files, id] : files.filter((one) => one !== id))
                  }
                />
                <span className="truncate">{file}</span>
                <span className="text-sm text-muted">{fileSize(size, locale)}</span>
              </label>
            ))}
          </fieldset>
        ) : null}
      </div>
    </Dialog>
  );
}
