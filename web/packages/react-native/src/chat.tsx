// A chat on a phone, whatever it is about. What it is about puts a strip above it, and a form in the place of the field.

import { type ChatState, useSpeech } from "@liaison-chat/react/logic";
import type { ReactNode } from "react";
import { Text, View } from "react-native";
import type { OpenFile } from "./attachment.tsx";
import { Banner } from "./banner.tsx";
import { useColors } from "./colors.ts";
import { Composer } from "./composer.tsx";
import { MessageList } from "./message-list.tsx";
import type { PickFiles, RecordVoice } from "./use-files.ts";

/** What an application does with files. */
export interface ChatFiles {
  /** Opens the application's picker of files; without it none can be sent. */
  readonly pickFiles?: PickFiles | undefined;
  /** Opens the application's recorder of voices; without it none can be spoken. */
  readonly recordVoice?: RecordVoice | undefined;
  /** Gets a file that was pressed, to share or to open it. */
  readonly onFile?: OpenFile | undefined;
}

/** The chat below its head. */
export function Chat({
  chat,
  strip,
  form,
  over,
  pickFiles,
  recordVoice,
  onFile,
}: ChatFiles & {
  chat: ChatState;
  /** What it is about. */
  strip?: ReactNode;
  /** What is filled in now, instead of writing. */
  form?: ReactNode;
  /** What stands in the place of the field when the conversation takes no more messages. */
  over?: ReactNode;
}): ReactNode {
  const { say } = useSpeech();
  const color = useColors();
  return (
    <>
      {strip}
      <Banner waiting={chat.waiting} />
      <MessageList chat={chat} onFile={onFile} />
      {chat.isFrozen && over ? (
        over
      ) : chat.isFrozen ? (
        <View
          style={{ padding: 16, backgroundColor: color["surface-subtle"] }}
          accessibilityLiveRegion="polite"
        >
          <Text style={{ color: color.text, fontWeight: "700" }}>{say("frozen")}</Text>
          <Text style={{ color: color["text-muted"] }}>{say("frozenHint")}</Text>
        </View>
      ) : (
        form || (
          <Composer store={chat.store} pickFiles={pickFiles} recordVoice={recordVoice} onSend={chat.send} />
        )
      )}
    </>
  );
}
