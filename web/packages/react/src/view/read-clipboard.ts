// The forms of a clipboard, read while the event lasts: afterwards a browser gives nothing of it.

import type { Clipboard } from "../chat/clipboard.ts";

/** What is in it. */
export function readClipboard(data: DataTransfer): Clipboard<File> {
  return {
    text: data.getData("text/plain"),
    html: data.getData("text/html"),
    addresses: data.getData("text/uri-list"),
    files: [...data.files],
  };
}
