// Files that an application picked for a message: uploaded, and handed on when they are there.

import { LiaisonError, type UploadedFile } from "@liaison-chat/client";
import { useLiaison, useSpeech } from "@liaison-chat/react/logic";
import { useState } from "react";

/** A file as pickers of phones give it, or a `File` in a browser. */
export type PickedFile = { readonly uri: string; readonly name: string; readonly type: string } | File;

/** Opens the application's picker; gives nothing when the person changed their mind. */
export type PickFiles = () => Promise<readonly PickedFile[]>;

/** Opens the application's recorder; gives nothing when the person changed their mind. */
export type RecordVoice = () => Promise<PickedFile | undefined>;

/** Great files take long on a phone's line. */
const PATIENCE_MS = 5 * 60_000;

/** The files of the message that is being written. */
export function useFiles() {
  const { rest } = useLiaison();
  const { say } = useSpeech();
  const [ready, setReady] = useState<readonly UploadedFile[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");

  const pick = async (picker: PickFiles) => {
    setProblem("");
    for (const file of await picker()) {
      setBusy(true);
      const form = new FormData();
      // React Native reads the file behind `uri` itself; its types do not say so.
      form.append("file", file as File);
      try {
        const uploaded = await rest.call("POST /files", { form }, { timeoutMs: PATIENCE_MS });
        setReady((all) => [...all, uploaded]);
      } catch (error) {
        const isRefused = error instanceof LiaisonError && error.code === "FILE_TYPE_REFUSED";
        setProblem(say(isRefused ? "fileTypeRefused" : "fileFailed", { name: file.name }));
      }
    }
    setBusy(false);
  };
  const remove = (id: string) => setReady((all) => all.filter((file) => file.id !== id));
  return { ready, isBusy, problem, pick, remove, clear: () => setReady([]) };
}
