// `fetch` for what is large on its way up: it tells how much of it has been sent, which that of browsers and phones does
// not.

import type { FetchLike } from "@liaison-chat/client";

/** A `fetch` for one call. `onProgress` hears how much has been sent, from 0 to 1. */
export const fetchWithProgress =
  (onProgress: (share: number) => void): FetchLike =>
  (url, { method, headers = {}, body, signal }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, url);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
      request.onload = () => {
        const { status } = request;
        resolve({
          ok: status >= 200 && status < 300,
          status,
          headers: { get: (name) => request.getResponseHeader(name) },
          text: async () => request.responseText,
        });
      };
      request.onerror = request.onabort = () => reject(new TypeError("no answer"));
      (signal as AbortSignal | undefined)?.addEventListener("abort", () => request.abort());
      request.send(body as FormData);
    });
