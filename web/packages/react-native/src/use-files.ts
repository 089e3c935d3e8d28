// Files that an application picked for a message: uploaded, and handed on when they are there.

import { LiaisonError, type UploadedFile } from "@liaison-chat/client";
import { fetchWithProgress, useLiaison, useSpeech } from "@liaison-chat/react/logic";
import { useRef, useState } from "react";

/** A file as pickers of phones give it, or a `File` in a browser. */
export type PickedFile = { readonly uri: string; readonly name: string; readonly type: string } | File;

/** Opens the application's picker; gives nothing when the person changed their mind. */
export type PickFiles = () => Promise<readonly PickedFile[]>;

/** Opens the application's recorder; gives nothing when the person changed their mind. */
export type RecordVoice = () => Promise<PickedFile | undefined>;

/** A file on its way into the message: there when it is `uploaded`, or with a `problem`. */
export interface Upload {
  readonly key: number;
  readonly file: PickedFile;
  /** How much has been sent, from 0 to 1. */
  readonly share: number;
  readonly uploaded: UploadedFile | undefined;
  readonly problem: string;
}

/** Great files take long on a phone's line. */
const PATIENCE_MS = 5 * 60_000;

/** The files of the message that is being written. */
export function useFiles() {
  const { rest } = useLiaison();
  const { say } = useSpeech();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const last = useRef(0);
  const running = useRef(new Map<number, AbortController>());

  const upload = async (key: number, file: PickedFile) => {
    const change = (fields: Partial<Upload>) =>
      setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...fields } : one)));
    change({ share: 0, problem: "" });
    const form = new FormData();
    // React Native reads the file behind `uri` itself; its types do not say so.
    form.append("file", file as File);
    const giveUp = new AbortController();
    running.current.set(key, giveUp);
    const options = {
      timeoutMs: PATIENCE_MS,
      signal: giveUp.signal,
      fetch: fetchWithProgress((share) => change({ share })),
    };
    try {
      change({ uploaded: await rest.call("POST /files", { form }, options) });
    } catch (error) {
      const isRefused = error instanceof LiaisonError && error.code === "FILE_TYPE_REFUSED";
      change({ problem: say(isRefused ? "fileTypeRefused" : "fileFailed", { name: file.name }) });
    }
  };
  const pick = async (picker: PickFiles) => {
    const fresh = (await picker()).map((file): Upload => {
      last.current += 1;
      return { key: last.current, file, share: 0, uploaded: undefined, problem: "" };
    });
    setUploads((all) => [...all, ...fresh]);
    for (const { key, file } of fresh) void upload(key, file);
  };
  const remove = (key: number) => {
    running.current.get(key)?.abort();
    setUploads((all) => all.filter((one) => one.key !== key));
  };
  return {
    uploads,
    ready: uploads.flatMap(({ uploaded }) => uploaded ?? []),
    isBusy: uploads.some(({ uploaded, problem }) => !uploaded && !problem),
    pick,
    remove,
    retry: ({ key, file }: Upload) => void upload(key, file),
    clear: () => setUploads([]),
  };
}
