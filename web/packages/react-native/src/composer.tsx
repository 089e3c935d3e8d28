// Where one writes on a phone.

import type { ConversationStore, UploadedFile } from "@liaison-chat/client";
import { composerOf, MAX_CHARACTERS, useSpeech } from "@liaison-chat/react/logic";
import { type ReactNode, useState } from "react";
import { Platform, TextInput, View } from "react-native";
import { begunText, keepBegun } from "./begun.ts";
import { Button } from "./button.tsx";
import { useColors } from "./colors.ts";
import { UploadRow } from "./upload-row.tsx";
import { type PickFiles, type RecordVoice, useFiles } from "./use-files.ts";

/** Whether there is a keyboard of its own. On a phone Enter begins a line, and a button sends. */
const hasKeyboard = (): boolean =>
  Platform.OS === "web" && globalThis.matchMedia?.("(pointer: fine)").matches === true;

/** Takes a message, and files and voices when the application has a picker and a recorder. */
export function Composer({
  store,
  pickFiles,
  recordVoice,
  onSend,
}: {
  store: ConversationStore;
  pickFiles: PickFiles | undefined;
  recordVoice: RecordVoice | undefined;
  onSend: (text: string, files: readonly UploadedFile[]) => void;
}): ReactNode {
  const { say } = useSpeech();
  const color = useColors();
  const [text, setText] = useState(() => begunText(store.name));
  const files = useFiles();
  const { canSend, write, send, onKey, stopTyping } = composerOf({
    store,
    text,
    onText(next) {
      setText(next);
      keepBegun(store.name, next);
    },
    files,
    onSend(words, ready) {
      onSend(words, ready);
      write("");
      files.clear();
    },
  });
  const spoken: PickFiles = async () => {
    const voice = await recordVoice?.();
    return voice ? [voice] : [];
  };
  return (
    <View style={{ padding: 10, gap: 8, borderTopWidth: 1, borderColor: color.line }}>
      {files.uploads.map((upload) => (
        <UploadRow
          key={upload.key}
          upload={upload}
          onRetry={() => files.retry(upload)}
          onRemove={() => files.remove(upload.key)}
        />
      ))}
      {(pickFiles || recordVoice) && (
        <View style={{ flexDirection: "row", flexWrap: "wrap", gap: 8 }}>
          {pickFiles && <Button label={say("attach")} onPress={() => void files.pick(pickFiles)} />}
          {recordVoice && <Button label={say("record")} onPress={() => void files.pick(spoken)} />}
        </View>
      )}
      <View style={{ flexDirection: "row", alignItems: "flex-end", gap: 8 }}>
        <TextInput
          accessibilityLabel={say("write")}
          placeholder={say("write")}
          placeholderTextColor={color["text-faint"]}
          value={text}
          multiline={true}
          maxLength={MAX_CHARACTERS}
          onChangeText={write}
          onBlur={stopTyping}
          onKeyPress={(event) => onKey(event, hasKeyboard())}
          style={{
            flex: 1,
            minHeight: 44,
            maxHeight: 140,
            paddingHorizontal: 14,
            paddingVertical: 11,
            borderRadius: 22,
            borderWidth: 1,
            borderColor: color["line-strong"],
            color: color.text,
            fontSize: 16,
          }}
        />
        <Button label={say("send")} isMain={true} isDisabled={!canSend} onPress={send} />
      </View>
    </View>
  );
}
