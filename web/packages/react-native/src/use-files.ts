// Files that an application picked for a message: uploaded, and handed on when they are there.

import { LiaisonError, type UploadedFile } from "@liaison-chat/client";
import { type Sending, uploadFile, useLiaison, useSpeech } from "@liaison-chat/react/logic";
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

/** The files of the message that is being written. */
export function useFiles() {
  const { rest } = useLiaison();
  const { say } = useSpeech();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const last = useRef(0);
  const running = useRef(new Map<number, Sending>());

  const upload = async (key: number, file: PickedFile) => {
    const change = (fields: Partial<Upload>) =>
      setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...fields } : one)));
    change({ share: 0, problem: "" });
    // React Native reads the file behind `uri` itself; its types do not say so.
    const sending = uploadFile(rest, file as File, (share) => change({ share }));
    running.current.set(key, sending);
    try {
      change({ uploaded: await sending.done });
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
    running.current.get(key)?.giveUp();
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
