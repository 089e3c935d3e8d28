// Changing what one has said oneself: which way was chosen, the new words, and how it goes.

import type { ConversationStore, Message } from "@liaison-chat/client";
import { useState } from "react";
import { type Deed, useDeed } from "./use-deed.ts";
import type { ShownMessage } from "./use-ticket-chat.ts";

/** How far one is with changing a message. */
export interface OwnMessage extends Pick<Deed, "isBusy" | "problem"> {
  readonly way: "choose" | "edit" | "delete";
  readonly choose: (way: "edit" | "delete") => void;
  /** The new words. */
  readonly text: string;
  readonly write: (text: string) => void;
  readonly canSave: boolean;
  readonly save: () => void;
  readonly remove: () => void;
}

/** Whether its author may change it: forms and what is still on its way stay as they are. */
export function isChangeable({ pending, deleted_at, message_type, action_data }: ShownMessage): boolean {
  return !pending && !deleted_at && message_type === "user_input" && !action_data;
}

/** Changes a message. The change itself arrives by the log, as for everybody; `onEnd` hears whether it was the last. */
export function useOwnMessage(
  message: Message,
  store: ConversationStore,
  onEnd: (isGone: boolean) => void,
): OwnMessage {
  const [way, setWay] = useState<OwnMessage["way"]>("choose");
  const [text, setText] = useState(message.text);
  const { isBusy, problem, run } = useDeed();
  const words = text.trim();
  return {
    way,
    isBusy,
    problem,
    text,
    canSave: !isBusy && words !== "",
    choose: setWay,
    write: setText,
    save: () => {
      if (words === message.text) onEnd(false);
      else
        void run(
          () => store.edit(message.id, words),
          () => onEnd(false),
        );
    },
    remove: () =>
      void run(
        () => store.delete(message.id),
        () => onEnd(true),
      ),
  };
}
