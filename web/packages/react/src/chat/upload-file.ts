// One file on its way to the server: how far it is, and how it is given up.

import type { Rest, UploadedFile } from "@liaison-chat/client";
import { fetchWithProgress } from "./fetch-with-progress.ts";

/** A file that is being sent. */
export interface Sending {
  readonly done: Promise<UploadedFile>;
  readonly giveUp: () => void;
}

/** The server answers late to great files on slow lines. */
const TIMEOUT_MS = 5 * 60_000;

/** Sends a file. `onProgress` hears how much has been sent, from 0 to 1. */
export function uploadFile(rest: Rest, file: File, onProgress: (share: number) => void): Sending {
  const form = new FormData();
  form.append("file", file);
  const given = new AbortController();
  const options = { timeoutMs: TIMEOUT_MS, signal: given.signal, fetch: fetchWithProgress(onProgress) };
  return { done: rest.call("POST /files", { form }, options), giveUp: () => given.abort() };
}
