// Editing a message before it is carried to the other side, and confirming files that may still tell of their maker.

import type { Message } from "@liaison-chat/client";
import { Button, Field, fileSize } from "@liaison-chat/ui";
import { type ReactNode, useState } from "react";
import { begunText, keepBegun } from "../parts/begun.ts";
import { Dialog } from "../parts/dialog.tsx";
import { useLocale, useTexts } from "../texts/texts.ts";
import type { FileWithMetadata } from "./use-relay.ts";

/** Asks for the text and the files. */
export function RelayDialog({
  message,
  name,
  remaining,
  onClose,
  onRelay,
}: {
  readonly message: Message;
  readonly name: string;
  readonly remaining: readonly FileWithMetadata[];
  readonly onClose: () => void;
  /** Gives whether it was done. */
  readonly onRelay: (
    text: string,
    attachments: readonly string[],
    confirmed: readonly string[],
  ) => Promise<boolean>;
}): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const begun = `relay/${message.id}`;
  const [text, setText] = useState(begunText(begun) ?? message.text);
  const [files, setFiles] = useState<readonly string[]>(message.attachments.map(({ id }) => id));
  const [isBusy, setBusy] = useState(false);
  const doubtful = remaining.filter(({ id }) => files.includes(id));
  const isEmpty = text.trim() === "" && files.length === 0;
  const close = () => {
    keepBegun(begun, undefined);
    onClose();
  };
  return (
    <Dialog
      title={texts.messages.relayTitle(name)}
      lead={texts.messages.relayLead(name)}
      width={520}
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{texts.actions.cancel}</Button>
          <Button
            look="primary"
            icon="relay"
            isBusy={isBusy}
            disabled={isEmpty}
            onClick={() => {
              setBusy(true);
              void onRelay(
                text,
                files,
                doubtful.map(({ id }) => id),
              )
                .then((isDone) => isDone && keepBegun(begun, undefined))
                .finally(() => setBusy(false));
            }}
          >
            {doubtful.length > 0 ? texts.messages.relayAnyway : texts.messages.relaySend}
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
              onChange={(event) => {
                setText(event.target.value);
                keepBegun(begun, event.target.value);
              }}
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
        {doubtful.length > 0 ? (
          <div role="alert" className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
            <p>{texts.messages.relayRemains}</p>
            <ul className="mt-1 flex flex-col gap-1">
              {doubtful.map(({ id, remains }) => (
                <li key={id}>
                  <bdi className="font-medium">
                    {message.attachments.find((file) => file.id === id)?.name}
                  </bdi>
                  <br />
                  {remains.map((what) => texts.messages.remains[what] ?? what).join(" · ")}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </Dialog>
  );
}
