// Files on their way into a message: judged, uploaded at once, tried again when the connection is back.

import { LiaisonError, type UploadedFile } from "@liaison-chat/client";
import { useCallback, useEffect, useRef, useState } from "react";
import { refusalOf } from "../chat/file-limits.ts";
import { useLiaison, useManner } from "../provider.tsx";

/** A file of the message that is being written. `waiting`: for a connection. */
export interface Upload {
  readonly file: File;
  readonly status: "uploading" | "waiting" | "ready" | "refused";
  readonly uploaded?: UploadedFile;
  readonly problem?: "fileTooLarge" | "fileTypeRefused" | "fileFailed";
}

/** The server answers late to great files on slow lines. */
const PATIENCE_MS = 5 * 60_000;

/** Uploads the files of a message; what is no longer among them is forgotten. */
export function useUploads(files: readonly File[]): readonly Upload[] {
  const { rest, connection } = useLiaison();
  const { maxFileBytes } = useManner();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const present = useRef(uploads);
  present.current = uploads;

  const upload = useCallback(
    async (file: File) => {
      const change = (fields: Partial<Upload>) =>
        setUploads((all) => all.map((one) => (one.file === file ? { ...one, ...fields } : one)));
      change({ status: "uploading" });
      const form = new FormData();
      form.set("file", file, file.name);
      try {
        const uploaded = await rest.call("POST /files", { form }, { timeoutMs: PATIENCE_MS });
        change({ status: "ready", uploaded });
      } catch (error) {
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
        return problem ? { file, status: "refused", problem } : { file, status: "uploading" };
      });
    setUploads((all) => [...all.filter(({ file }) => files.includes(file)), ...fresh]);
    for (const { file, status } of fresh) if (status === "uploading") void upload(file);
  }, [files, upload, maxFileBytes]);

  useEffect(
    () =>
      connection.whenever(() => {
        for (const { file, status } of present.current) if (status === "waiting") void upload(file);
      }),
    [connection, upload],
  );
  return uploads;
}

/** Why it will never be taken; undefined when it may be later. */
function problemOf(error: unknown): Upload["problem"] {
  const code = error instanceof LiaisonError ? error.code : undefined;
  if (code === "FILE_TYPE_REFUSED" || code === "MEDIA_TYPE_UNSUPPORTED") return "fileTypeRefused";
  if (code === "PAYLOAD_TOO_LARGE") return "fileTooLarge";
  return code === "NETWORK" || code === "TIMEOUT" || code === "UNAVAILABLE" ? undefined : "fileFailed";
}
