// Files on their way into a message: judged, uploaded at once, tried again when the connection is back or somebody asks.

import { LiaisonError, type UploadedFile } from "@liaison-chat/client";
import { useCallback, useEffect, useRef, useState } from "react";
import { refusalOf } from "../chat/file-limits.ts";
import { type Sending, uploadFile } from "../chat/upload-file.ts";
import { useLiaison, useManner } from "../provider.tsx";

/** A file of the message that is being written. `waiting`: for a connection. */
export interface Upload {
  readonly file: File;
  readonly status: "uploading" | "waiting" | "ready" | "refused";
  /** How much has been sent, from 0 to 1. */
  readonly share: number;
  readonly uploaded?: UploadedFile;
  readonly problem?: "fileTooLarge" | "fileTypeRefused" | "fileFailed";
}

/** Files with what one can do about them. */
export interface Uploads {
  readonly uploads: readonly Upload[];
  /** Tries again what did not come through. */
  readonly retry: (file: File) => void;
}

/** Uploads the files of a message; what is no longer among them is given up. */
export function useUploads(files: readonly File[]): Uploads {
  const { rest, connection } = useLiaison();
  const { maxFileBytes } = useManner();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const present = useRef(uploads);
  present.current = uploads;
  const running = useRef(new Map<File, Sending>());

  const upload = useCallback(
    async (file: File) => {
      const change = (fields: Partial<Upload>) =>
        setUploads((all) =>
          all.map((one) => {
            if (one.file !== file) return one;
            const { problem: _before, ...rest } = one;
            return { ...rest, ...fields };
          }),
        );
      change({ status: "uploading", share: 0 });
      const sending = uploadFile(rest, file, (share) => change({ share }));
      running.current.set(file, sending);
      try {
        change({ status: "ready", uploaded: await sending.done });
      } catch (error) {
        // Given up.
        if (running.current.get(file) !== sending) return;
        const problem = problemOf(error);
        change(problem ? { status: "refused", problem } : { status: "waiting" });
      }
    },
    [rest],
  );

  useEffect(() => {
    const known = present.current.map(({ file }) => file);
    const fresh = files
      .filter((file) => !known.includes(file))
      .map((file): Upload => {
        const problem = refusalOf(file, maxFileBytes);
        return { file, share: 0, ...(problem ? { status: "refused", problem } : { status: "uploading" }) };
      });
    setUploads((all) => [
      ...all.filter(({ file }) => files.includes(file) && !fresh.some((one) => one.file === file)),
      ...fresh,
    ]);
    for (const [file, { giveUp }] of running.current) {
      if (files.includes(file)) continue;
      running.current.delete(file);
      giveUp();
    }
    for (const { file, status } of fresh) if (status === "uploading") void upload(file);
  }, [files, upload, maxFileBytes]);

  // The last file takes all of this away with it.
  useEffect(
    () => () => {
      for (const { giveUp } of running.current.values()) giveUp();
    },
    [],
  );

  useEffect(
    () =>
      connection.whenever(() => {
        for (const { file, status } of present.current) if (status === "waiting") void upload(file);
      }),
    [connection, upload],
  );
  return { uploads, retry: upload };
}

/** Why it will never be taken; undefined when it may be later. */
function problemOf(error: unknown): Upload["problem"] {
  const code = error instanceof LiaisonError ? error.code : undefined;
  if (code === "FILE_TYPE_REFUSED" || code === "MEDIA_TYPE_UNSUPPORTED") return "fileTypeRefused";
  if (code === "PAYLOAD_TOO_LARGE") return "fileTooLarge";
  return code === "NETWORK" || code === "TIMEOUT" || code === "UNAVAILABLE" ? undefined : "fileFailed";
}
