// Where one writes on a phone.

import type { ConversationStore, UploadedFile } from "@liaison-chat/client";
import { MAX_CHARACTERS, useSpeech } from "@liaison-chat/react/logic";
import { type ReactNode, useState } from "react";
import { Text, TextInput, View } from "react-native";
import { Button } from "./button.tsx";
import { useColors } from "./colors.ts";
import { type PickFiles, type RecordVoice, useFiles } from "./use-files.ts";

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
  const [text, setText] = useState("");
  const files = useFiles();
  const words = text.trim();
  const canSend = !files.isBusy && (words !== "" || files.ready.length > 0);
  const spoken: PickFiles = async () => {
    const voice = await recordVoice?.();
    return voice ? [voice] : [];
  };
  const send = () => {
    onSend(words, files.ready);
    setText("");
    files.clear();
  };
  return (
    <View style={{ padding: 10, gap: 8, borderTopWidth: 1, borderColor: color.line }}>
      {files.ready.map(({ id, name }) => (
        <View key={id} style={{ flexDirection: "row", alignItems: "center", gap: 8 }}>
          <Text numberOfLines={1} style={{ flex: 1, color: color.text }}>
            {name}
          </Text>
          <Button label={say("removeFile", { name })} onPress={() => files.remove(id)} />
        </View>
      ))}
      {(files.problem !== "" || files.isBusy) && (
        <Text
          accessibilityLiveRegion="polite"
          style={{ color: files.problem ? color.bad : color["text-muted"] }}
        >
          {files.problem || say("loading")}
        </Text>
      )}
      <View style={{ flexDirection: "row", alignItems: "flex-end", gap: 8 }}>
        {pickFiles && <Button label={say("attach")} onPress={() => void files.pick(pickFiles)} />}
        {recordVoice && <Button label={say("record")} onPress={() => void files.pick(spoken)} />}
        <TextInput
          accessibilityLabel={say("write")}
          placeholder={say("write")}
          placeholderTextColor={color["text-faint"]}
          value={text}
          multiline={true}
          maxLength={MAX_CHARACTERS}
          onChangeText={(next) => {
            setText(next);
            store.typing();
          }}
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
