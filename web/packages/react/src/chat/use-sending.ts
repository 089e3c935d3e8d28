// Files on their way into a message, on any kind of screen: each is uploaded at once, can be taken away, and tried again.

import type { UploadedFile } from "@liaison-chat/client";
import { useEffect, useMemo, useRef, useState } from "react";
import { useLiaison } from "../provider.tsx";
import { type Sending, uploadFile } from "./upload-file.ts";

/** A file of the message that is being written: there when it is `uploaded`, or with the `error` that stopped it. */
export interface SentFile<File_> {
  readonly key: number;
  readonly file: File_;
  /** How much has been sent, from 0 to 1. */
  readonly share: number;
  readonly uploaded: UploadedFile | undefined;
  readonly error: unknown;
}

/** The files, and what can be done with them. */
export interface SentFiles<File_> {
  readonly sent: readonly SentFile<File_>[];
  readonly add: (files: Iterable<File_>) => void;
  readonly retry: (key: number) => void;
  readonly remove: (key: number) => void;
  readonly clear: () => void;
  /** Those that there are at this moment, also before they are drawn. */
  readonly present: () => readonly SentFile<File_>[];
}

/** The files of one message. What is on its way when they are shown no more is given up. */
export function useSending<File_>(): SentFiles<File_> {
  const { rest } = useLiaison();
  const [sent, setSent] = useState<readonly SentFile<File_>[]>([]);
  const now = useRef(sent);
  const actions = useMemo(() => {
    const running = new Map<number, Sending>();
    let last = 0;
    const become = (next: readonly SentFile<File_>[]) => {
      now.current = next;
      setSent(next);
    };
    const change = (key: number, fields: Partial<SentFile<File_>>) =>
      become(now.current.map((one) => (one.key === key ? { ...one, ...fields } : one)));
    const upload = async ({ key, file }: SentFile<File_>) => {
      change(key, { share: 0, error: undefined });
      // A phone reads the file behind its address itself; the types of browsers do not know that.
      const sending = uploadFile(rest, file as File, (share) => change(key, { share }));
      running.set(key, sending);
      try {
        change(key, { uploaded: await sending.done });
      } catch (error) {
        // One that was given up has no error.
        if (running.get(key) === sending) change(key, { error });
      }
    };
    const giveUp = (key: number) => {
      const sending = running.get(key);
      running.delete(key);
      sending?.giveUp();
    };
    return {
      add(files: Iterable<File_>) {
        const fresh = [...files].map((file): SentFile<File_> => {
          last += 1;
          return { key: last, file, share: 0, uploaded: undefined, error: undefined };
        });
        become([...now.current, ...fresh]);
        for (const one of fresh) void upload(one);
      },
      retry(key: number) {
        for (const one of now.current) if (one.key === key) void upload(one);
      },
      remove(key: number) {
        giveUp(key);
        become(now.current.filter((one) => one.key !== key));
      },
      clear() {
        for (const { key } of now.current) giveUp(key);
        become([]);
      },
      present: () => now.current,
    };
  }, [rest]);
  useEffect(() => actions.clear, [actions]);
  return { sent, ...actions };
}
