// What is pasted into a field: text, files, or a text with pictures of it, which are offered.

import { insertText, pasteOf, readClipboard } from "@liaison-chat/react/writing";
import { type ClipboardEvent, useState } from "react";

/** Takes pastes; `add` gets what is a file. */
export function usePaste(add: (files: Iterable<File>) => void) {
  const [offered, setOffered] = useState<readonly File[]>([]);
  return {
    /** Pictures of what was pasted as text. */
    offered,
    onPaste(event: ClipboardEvent<HTMLTextAreaElement>) {
      const { text, attach, offer } = pasteOf(readClipboard(event.clipboardData));
      setOffered(offer);
      if (text === undefined && attach.length === 0) return;
      event.preventDefault();
      if (text) insertText(event.currentTarget, text);
      add(attach);
    },
    /** Adds the pictures, or lets them go. */
    settle(isWanted: boolean) {
      if (isWanted) add(offered);
      if (offered.length > 0) setOffered([]);
    },
  };
}
