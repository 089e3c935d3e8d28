// A message of one's own that is being changed: edited in its place, or deleted after a question.

import type { ConversationStore, Message } from "@liaison-chat/client";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { MAX_CHARACTERS } from "../chat/file-limits.ts";
import { enterMeaning, isKey } from "../chat/key-meaning.ts";
import { useOwnMessage } from "../chat/use-own-message.ts";
import { useSpeech } from "../words/speech.tsx";
import { draftOf, keepDraft } from "./draft.ts";
import { isTouch } from "./is-touch.ts";

/** Asks what to do with the message, which is drawn in it, and does it. Escape leaves it as it was. */
export function OwnMessageView({
  id,
  message,
  store,
  onEnd,
  children,
}: {
  /** For the button that opened it. */
  id: string;
  message: Message;
  store: ConversationStore;
  onEnd: (isGone: boolean) => void;
  children: ReactNode;
}): ReactNode {
  const { say } = useSpeech();
  const titleId = useId();
  const place = useRef<HTMLDivElement>(null);
  const own = useOwnMessage(message, store, onEnd, { read: draftOf, keep: keepDraft });
  const { way, problem, isBusy } = own;
  const isEditing = way === "edit";

  // biome-ignore lint/correctness/useExhaustiveDependencies: each way has fields of its own
  useEffect(
    () => place.current?.querySelector<HTMLElement>("textarea,.lia-own-buttons button")?.focus(),
    [way],
  );

  const keyPressed = (event: KeyboardEvent) => {
    const meaning = event.target instanceof HTMLTextAreaElement && enterMeaning(event, !isTouch());
    if (isKey(event, "Escape")) own.cancel();
    else if (meaning !== "send" && meaning !== "held") return;
    else if (meaning === "send" && own.canSave) own.save();
    event.preventDefault();
  };
  const button = (words: string, onClick: () => void, isMain = false, isDisabled = isBusy) => (
    <button
      type="button"
      className={`lia-button ${isMain ? "lia-button-main" : ""}`}
      disabled={isDisabled}
      onClick={onClick}
    >
      {words}
    </button>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that end what the buttons in it began
    <div ref={place} className="lia-own" onKeyDown={keyPressed}>
      {isEditing ? (
        <textarea
          aria-labelledby={titleId}
          dir="auto"
          rows={3}
          maxLength={MAX_CHARACTERS}
          value={own.text}
          onInput={(event) => own.write(event.currentTarget.value)}
        />
      ) : (
        children
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a line everywhere */}
      <div id={id} className="lia-own-buttons" role="group" aria-labelledby={titleId}>
        <span id={titleId} className={way === "delete" ? "" : "lia-hidden"}>
          {say(way === "choose" ? "messageOptions" : way === "edit" ? "editMessage" : "deleteAsk")}
        </span>
        {way === "choose" ? (
          <>
            {message.text && button(say("edit"), () => own.choose("edit"))}
            {button(say("delete"), () => own.choose("delete"))}
          </>
        ) : (
          <>
            {button(say("cancel"), own.cancel)}
            {isEditing
              ? button(say("save"), own.save, true, !own.canSave)
              : button(say("delete"), own.remove, true)}
          </>
        )}
      </div>
      {problem && (
        <p className="lia-bad" role="alert">
          {say(problem)}
        </p>
      )}
    </div>
  );
}
