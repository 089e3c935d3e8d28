// A chat, whatever it is about. What it is about puts a head and a strip above it, and a form in the place of the field.

import { type ReactNode, useState } from "react";
import { MAX_FILES } from "../chat/file-limits.ts";
import type { ChatState } from "../chat/use-chat.ts";
import { useSpeech } from "../words/speech.tsx";
import { Banner } from "./banner.tsx";
import { Composer } from "./composer.tsx";
import { Icon } from "./icons.tsx";
import { Log } from "./log.tsx";
import { Trouble } from "./trouble.tsx";
import { useDropping } from "./use-dropping.ts";

/** What can be done about the chat as a part of a page. */
export interface ChatFrame {
  readonly onClose?: (() => void) | undefined;
  readonly onBack?: (() => void) | undefined;
  /** Whether one can write at once, because the chat was opened by a press. */
  readonly takesFocus?: boolean | undefined;
}

/** The chat without a ground of its own. */
export function ChatView({
  chat,
  head,
  strip,
  form,
  over,
  takesFocus = false,
}: Pick<ChatFrame, "takesFocus"> & {
  chat: ChatState;
  /** Who one talks to. */
  head: ReactNode;
  /** What it is about. */
  strip?: ReactNode;
  /** What is filled in now, instead of writing. */
  form?: ReactNode;
  /** What stands in the place of the field when the conversation takes no more messages. */
  over?: ReactNode;
}): ReactNode {
  const { say } = useSpeech();
  const [files, setFiles] = useState<readonly File[]>([]);
  const { isFrozen } = chat;
  const { isDragging, handlers } = useDropping(!isFrozen && !form, (dropped, folders) =>
    // A folder is shown with why it is not taken.
    setFiles((before) => [...before, ...dropped, ...folders].slice(0, MAX_FILES)),
  );
  return (
    <div className="lia-chat" {...handlers}>
      {head}
      {strip}
      <Banner waiting={chat.waiting} />
      {chat.status === "refused" ? (
        <Trouble error={chat.error} onRetry={() => {}} />
      ) : chat.status === "loading" && chat.messages.length === 0 ? (
        <Trouble error={undefined} onRetry={() => {}} />
      ) : (
        <Log chat={chat} />
      )}
      {isFrozen
        ? (over ?? <Over title={say("frozen")} hint={say("frozenHint")} />)
        : form || (
            <Composer
              store={chat.store}
              files={files}
              takesFocus={takesFocus}
              onFiles={setFiles}
              onSend={chat.send}
            />
          )}
      {isDragging && <div className="lia-drop">{say("drop")}</div>}
    </div>
  );
}

/** That nothing more can be written, and why; below it what can be done instead. */
export function Over({
  title,
  hint,
  children,
}: {
  title: string;
  hint: string;
  children?: ReactNode;
}): ReactNode {
  return (
    <div className="lia-frozen" role="status">
      <Icon name="lock" />
      <p>
        <b>{title}</b>
        <small>{hint}</small>
      </p>
      {children}
    </div>
  );
}
