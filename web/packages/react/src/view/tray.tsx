// The files of the message that is being written: shown, uploaded, and handed on when they are there.

import { type ReactNode, useEffect } from "react";
import type { ComposerFiles } from "../chat/composing.ts";
import { UploadList } from "./upload-list.tsx";
import { useUploads } from "./use-uploads.ts";

/** Uploads `files`; `onState` hears how they stand. */
export function Tray({
  files,
  onRemove,
  onState,
}: {
  files: readonly File[];
  onRemove: (file: File) => void;
  onState: (state: ComposerFiles) => void;
}): ReactNode {
  const { uploads, retry } = useUploads(files);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when the uploads change, to whoever listens then
  useEffect(() => {
    onState({
      ready: uploads.flatMap(({ uploaded }) => uploaded ?? []),
      isBusy:
        uploads.length < files.length ||
        uploads.some(({ status }) => status === "uploading" || status === "waiting"),
    });
  }, [uploads, files]);
  return <UploadList uploads={uploads} onRetry={retry} onRemove={onRemove} />;
}
