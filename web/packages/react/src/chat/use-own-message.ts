// Changing what one has said oneself: which way was chosen, the new words, and how it goes.

import type { ConversationStore, Message } from "@liaison-chat/client";
import { useState } from "react";
import { problemOf } from "./problem-of.ts";
import { useAction } from "./use-action.ts";

/** How far one is with changing a message. */
export interface OwnMessage {
  readonly isBusy: boolean;
  /** The name of the sentence that says why it was not done. */
  readonly problem: ReturnType<typeof problemOf>;
  readonly way: "choose" | "edit" | "delete";
  readonly choose: (way: "edit" | "delete") => void;
  /** The new words. */
  readonly text: string;
  readonly write: (text: string) => void;
  readonly canSave: boolean;
  readonly save: () => void;
  readonly remove: () => void;
  /** Leaves it as it was; the new words are forgotten. */
  readonly cancel: () => void;
}

/** Where new words are kept until they are saved, by a name; a text that is empty is forgotten. */
export interface KeptWords {
  read(name: string): string;
  keep(name: string, text: string): void;
}

/** Changes a message. The change itself arrives by the log, as for everybody; `onEnd` hears whether it was the last. */
export function useOwnMessage(
  message: Message,
  store: ConversationStore,
  onEnd: (isGone: boolean) => void,
  kept: KeptWords,
): OwnMessage {
  const name = `edit/${message.id}`;
  const [way, setWay] = useState<OwnMessage["way"]>("choose");
  const [text, setText] = useState(() => kept.read(name) || message.text);
  const { isBusy, error, run } = useAction();
  const words = text.trimEnd();
  const end = (isGone: boolean) => {
    kept.keep(name, "");
    onEnd(isGone);
  };
  return {
    way,
    isBusy,
    problem: problemOf(error),
    text,
    canSave: !isBusy && words !== "",
    choose: setWay,
    write: (next) => {
      setText(next);
      kept.keep(name, next);
    },
    save: () => {
      if (words === message.text) end(false);
      else
        void run(
          () => store.edit(message.id, words),
          () => end(false),
        );
    },
    remove: () =>
      void run(
        () => store.delete(message.id),
        () => end(true),
      ),
    cancel: () => end(false),
  };
}
