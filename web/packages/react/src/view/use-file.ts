// The content of a file of the server as an address that the page can show, for as long as it is shown.

import { useEffect, useState } from "react";
import { useLiaison } from "../provider.tsx";

/** A file on its way, here, or not to be had. */
export type LoadedFile = { readonly address?: string; readonly hasFailed?: boolean };

/** Loads a file when `url` is there. */
export function useFile(url: string | null | undefined): LoadedFile {
  const { rest } = useLiaison();
  const [file, setFile] = useState<LoadedFile>({});
  useEffect(() => {
    if (!url) return;
    const abort = new AbortController();
    let address: string | undefined;
    rest
      .download(url, { signal: abort.signal })
      .then((content) => {
        address = URL.createObjectURL(content as Blob);
        if (abort.signal.aborted) URL.revokeObjectURL(address);
        else setFile({ address });
      })
      .catch(() => !abort.signal.aborted && setFile({ hasFailed: true }));
    return () => {
      abort.abort();
      setFile({});
      if (address) URL.revokeObjectURL(address);
    };
  }, [rest, url]);
  return file;
}

/** Hands a file to the person, under its name. */
export async function saveFile(load: () => Promise<unknown>, name: string): Promise<void> {
  const address = URL.createObjectURL((await load()) as Blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
