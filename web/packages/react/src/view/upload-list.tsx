// The files of the message that is being written, with what stands against them.

import type { ReactNode } from "react";
import { MAX_FILE_BYTES } from "../chat/file-limits.ts";
import { useManner } from "../provider.tsx";
import { sizeOf } from "../words/formats.ts";
import { useSpeech } from "../words/speech.tsx";
import { Icon, IconButton } from "./icons.tsx";
import { usePreview } from "./use-preview.ts";
import type { Upload } from "./use-uploads.ts";

/** Shows them; each can be taken away, and one that did not come through tried again. */
export function UploadList({
  uploads,
  onRetry,
  onRemove,
}: {
  uploads: readonly Upload[];
  onRetry: (file: File) => void;
  onRemove: (file: File) => void;
}): ReactNode {
  if (uploads.length === 0) return null;
  return (
    <ul className="lia-uploads">
      {uploads.map((upload, index) => (
        <UploadItem
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name
          key={`${index} ${upload.file.name}`}
          upload={upload}
          onRetry={onRetry}
          onRemove={onRemove}
        />
      ))}
    </ul>
  );
}

function UploadItem({
  upload,
  onRetry,
  onRemove,
}: {
  upload: Upload;
  onRetry: (file: File) => void;
  onRemove: (file: File) => void;
}): ReactNode {
  const { say, locale } = useSpeech();
  const { maxFileBytes = MAX_FILE_BYTES } = useManner();
  const { file, status, share, problem } = upload;
  const preview = usePreview(file);
  const name = file.name;
  return (
    <li data-status={status}>
      {preview ? <img src={preview} alt="" /> : <Icon name={problem ? "alert" : "file"} />}
      <span>
        <bdi>{name}</bdi>
        {problem ? (
          <small className="lia-bad" role="alert">
            {say(problem, { name, size: sizeOf(locale, maxFileBytes) })}
          </small>
        ) : (
          <small role="status">
            {status === "ready"
              ? sizeOf(locale, file.size)
              : say(status === "waiting" ? "waiting" : "uploading", { name: "" })}
          </small>
        )}
        {status === "uploading" && (
          <span
            className="lia-progress"
            role="progressbar"
            aria-label={say("uploading", { name })}
            aria-valuenow={Math.round(share * 100)}
          >
            <i style={{ inlineSize: `${share * 100}%` }} />
          </span>
        )}
        {(status === "waiting" || problem === "fileFailed") && (
          <button type="button" className="lia-link lia-again" onClick={() => onRetry(file)}>
            {say("retry")}
          </button>
        )}
      </span>
      <IconButton icon="close" label={say("removeFile", { name })} onClick={() => onRemove(file)} />
    </li>
  );
}
