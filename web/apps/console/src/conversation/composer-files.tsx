// The files of the message that is being written.

import { usePreview } from "@liaison-chat/react/writing";
import { FileTile, fileSize, IconButton } from "@liaison-chat/ui";
import { type ReactNode, useRef } from "react";
import { useLocale, useTexts } from "../texts/texts.ts";
import type { Upload, Uploads } from "./use-uploads.ts";

/** Shows them; each can be taken away, and one that failed tried again. */
export function ComposerFiles({ files }: { readonly files: Uploads }): ReactNode {
  if (files.uploads.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-1.5 px-3 pb-2">
      {files.uploads.map((upload) => (
        <Tile key={upload.key} upload={upload} files={files} />
      ))}
    </div>
  );
}

function Tile({
  upload: { key, file, status, share, problem },
  files: { retry, remove },
}: {
  readonly upload: Upload;
  readonly files: Uploads;
}) {
  const texts = useTexts();
  const locale = useLocale();
  const picture = usePreview(file);
  const details = {
    failed: problem ?? "",
    uploading: texts.composer.uploading,
    done: fileSize(file.size, locale),
  };
  return (
    <FileTile
      name={file.name}
      detail={details[status]}
      picture={picture}
      share={status === "uploading" ? share : undefined}
      isFailed={status === "failed"}
      action={
        <>
          {status === "failed" ? (
            <IconButton
              icon="retry"
              size="s"
              label={texts.composer.retry(file.name)}
              onClick={() => retry(key)}
            />
          ) : null}
          <IconButton
            icon="close"
            size="s"
            label={texts.composer.remove(file.name)}
            onClick={() => remove(key)}
          />
        </>
      }
    />
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
