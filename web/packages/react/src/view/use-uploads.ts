// The files of a message as a browser's chat shows them: judged, uploaded, tried again when the connection is back.

import { LiaisonError, type UploadedFile } from "@liaison-chat/client";
import { useEffect, useMemo } from "react";
import { refusalOf } from "../chat/file-limits.ts";
import { type SentFile, useSending } from "../chat/use-sending.ts";
import { useLiaison, useManner } from "../provider.tsx";

/** A file of the message that is being written. `waiting`: for a connection. */
export interface Upload {
  readonly file: File;
  readonly status: "uploading" | "waiting" | "ready" | "refused";
  /** How much has been sent, from 0 to 1. */
  readonly share: number;
  readonly uploaded?: UploadedFile | undefined;
  readonly problem?: "fileTooLarge" | "fileTypeRefused" | "fileFailed" | undefined;
}

/** Files with what one can do about them. */
export interface Uploads {
  readonly uploads: readonly Upload[];
  /** Tries again what did not come through. */
  readonly retry: (file: File) => void;
}

/** Uploads the files of a message; what is no longer among them is given up. */
export function useUploads(files: readonly File[]): Uploads {
  const { connection } = useLiaison();
  const { maxFileBytes } = useManner();
  const { sent, add, retry, remove, present } = useSending<File>();

  useEffect(() => {
    for (const { key, file } of present()) if (!files.includes(file)) remove(key);
    const known = present();
    add(files.filter((file) => !refusalOf(file, maxFileBytes) && !known.some((one) => one.file === file)));
  }, [files, maxFileBytes, add, remove, present]);

  useEffect(
    () =>
      connection.whenever(() => {
        for (const { key, error } of present()) if (error && !problemOf(error)) retry(key);
      }),
    [connection, present, retry],
  );
  const uploads = useMemo(
    () =>
      files.map((file) =>
        uploadOf(
          file,
          sent.find((one) => one.file === file),
          maxFileBytes,
        ),
      ),
    [files, sent, maxFileBytes],
  );
  return {
    uploads,
    retry: (file) => {
      for (const one of present()) if (one.file === file) retry(one.key);
    },
  };
}

function uploadOf(file: File, sent: SentFile<File> | undefined, maxFileBytes: number | undefined): Upload {
  const { share = 0, uploaded, error } = sent ?? {};
  const problem = refusalOf(file, maxFileBytes) ?? (error ? problemOf(error) : undefined);
  const status = problem ? "refused" : error ? "waiting" : uploaded ? "ready" : "uploading";
  return { file, status, share, uploaded, problem };
}

/** Why it will never be taken; undefined when it may be later. */
function problemOf(error: unknown): Upload["problem"] {
  const code = error instanceof LiaisonError ? error.code : undefined;
  if (code === "FILE_TYPE_REFUSED" || code === "MEDIA_TYPE_UNSUPPORTED") return "fileTypeRefused";
  if (code === "PAYLOAD_TOO_LARGE") return "fileTooLarge";
  return code === "NETWORK" || code === "TIMEOUT" || code === "UNAVAILABLE" ? undefined : "fileFailed";
}
