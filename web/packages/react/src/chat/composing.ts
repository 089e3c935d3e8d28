// Writing a message, on any kind of screen: how much is too much, what is still on its way, and what sending it does.

import type { ConversationStore, UploadedFile } from "@liaison-chat/client";
import { MAX_CHARACTERS } from "./file-limits.ts";
import { enterMeaning, type KeyEvent } from "./key-meaning.ts";
import type { SentFile } from "./use-sending.ts";

/** The files of the message, as far as sending it asks. */
export interface ComposerFiles {
  readonly ready: readonly UploadedFile[];
  /** Whether some are not there yet. */
  readonly isBusy: boolean;
}

/** What is written, and where it goes. */
export interface Composed {
  readonly store: Pick<ConversationStore, "typing">;
  readonly text: string;
  /** Keeps the text. */
  readonly onText: (text: string) => void;
  readonly files: ComposerFiles;
  /** Whether something else speaks against sending now. */
  readonly isHeld?: boolean;
  /** Whether the other side does not learn that one types. */
  readonly isSilent?: boolean;
  /** Sends it, and lets go of its files. */
  readonly onSend: (text: string, files: readonly UploadedFile[]) => void;
}

/** The part of a key event that decides. */
export type ComposerKey = KeyEvent & { preventDefault(): void };

/** How it stands with the message, and what the field calls. */
export interface Composer {
  /** How many characters are too many; none, when it is not above zero. */
  readonly tooMany: number;
  readonly canSend: boolean;
  readonly write: (text: string) => void;
  readonly send: () => void;
  /** Takes Enter for sending, where it sends. */
  readonly onKey: (event: ComposerKey, enterSends: boolean) => void;
  readonly stopTyping: () => void;
}

/** Those of the files that are there, and whether all are. One that failed holds nothing up. */
export function filesOf<File_>(sent: readonly SentFile<File_>[]): ComposerFiles {
  return {
    ready: sent.flatMap(({ uploaded }) => uploaded ?? []),
    isBusy: sent.some(({ uploaded, error }) => !uploaded && error === undefined),
  };
}

/** The message that is being written. */
export function composerOf({
  store,
  text,
  onText,
  files: { ready, isBusy },
  isHeld = false,
  isSilent = false,
  onSend,
}: Composed): Composer {
  const tooMany = [...text].length - MAX_CHARACTERS;
  const canSend = !isHeld && !isBusy && tooMany <= 0 && (text.trim() !== "" || ready.length > 0);
  const type = (isTyping: boolean) => {
    if (!isSilent) store.typing(isTyping);
  };
  const send = () => {
    if (canSend) onSend(text.trimEnd(), ready);
  };
  return {
    tooMany,
    canSend,
    write(next) {
      onText(next);
      type(next !== "");
    },
    send,
    onKey(event, enterSends) {
      const meaning = enterMeaning(event, enterSends);
      if (meaning !== "send" && meaning !== "held") return;
      event.preventDefault();
      if (meaning === "send") send();
    },
    stopTyping: () => type(false),
  };
}
