// Files that an application picked for a message: uploaded, and handed on when they are there.

import { LiaisonError, type UploadedFile } from "@liaison-chat/client";
import { filesOf, useSending, useSpeech } from "@liaison-chat/react/logic";

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
  const { say } = useSpeech();
  const { sent, add, retry, remove, clear } = useSending<PickedFile>();
  const problemOf = (error: unknown, { name }: PickedFile) => {
    if (!error) return "";
    const isRefused = error instanceof LiaisonError && error.code === "FILE_TYPE_REFUSED";
    return say(isRefused ? "fileTypeRefused" : "fileFailed", { name });
  };
  return {
    uploads: sent.map(({ error, ...one }): Upload => ({ ...one, problem: problemOf(error, one.file) })),
    ...filesOf(sent),
    pick: async (picker: PickFiles) => add(await picker()),
    remove,
    retry: ({ key }: Upload) => retry(key),
    clear,
  };
}
