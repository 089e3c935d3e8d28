// The files of the message that is being written.

import { FileTile, fileSize, IconButton } from "@liaison-chat/ui";
import { type ReactNode, useRef } from "react";
import { useLocale, useTexts } from "../texts/texts.ts";
import type { Uploads } from "./use-uploads.ts";

/** Shows them; each can be taken away, and one that failed tried again. */
export function ComposerFiles({ files: { uploads, retry, remove } }: { readonly files: Uploads }): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  if (uploads.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-1.5 px-3 pb-2">
      {uploads.map((upload) => (
        <FileTile
          key={upload.key}
          name={upload.file.name}
          detail={
            upload.status === "failed"
              ? (upload.problem ?? "")
              : upload.status === "uploading"
                ? texts.composer.uploading
                : fileSize(upload.file.size, locale)
          }
          picture={upload.picture}
          share={upload.status === "uploading" ? upload.share : undefined}
          isFailed={upload.status === "failed"}
          action={
            <>
              {upload.status === "failed" ? (
                <IconButton
                  icon="retry"
                  size="s"
                  label={texts.composer.retry(upload.file.name)}
                  onClick={() => retry(upload)}
                />
              ) : null}
              <IconButton
                icon="close"
                size="s"
                label={texts.composer.remove(upload.file.name)}
                onClick={() => remove(upload.key)}
              />
            </>
          }
        />
      ))}
    </div>
  );
}

/** The button that chooses some. */
export function FilePicker({ files: { add, config, limit } }: { readonly files: Uploads }): ReactNode {
  const texts = useTexts();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton
        icon="attach"
        size="s"
        label={texts.composer.attach(limit)}
        onClick={() => picker.current?.click()}
      />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={config?.file_types.join(",")}
        onChange={(event) => {
          add(event.target.files ?? []);
          event.target.value = "";
        }}
      />
    </>
  );
}
