// A message of one's own that is being changed on a phone: edited, or deleted after a question.

import type { ConversationStore, Message } from "@liaison-chat/client";
import { MAX_CHARACTERS, useOwnMessage, useSpeech } from "@liaison-chat/react/logic";
import type { ReactNode } from "react";
import { Text, TextInput, View } from "react-native";
import { begunText, keepBegun } from "./begun.ts";
import { Button } from "./button.tsx";
import { useColors } from "./colors.ts";

/** Asks what to do with the message, and does it. */
export function OwnMessageView({
  message,
  store,
  onEnd,
}: {
  message: Message;
  store: ConversationStore;
  onEnd: () => void;
}): ReactNode {
  const { say } = useSpeech();
  const color = useColors();
  const own = useOwnMessage(message, store, onEnd, { read: begunText, keep: keepBegun });
  const { way, isBusy, problem } = own;
  return (
    <View style={{ alignItems: "flex-end", gap: 8, marginTop: 4, maxWidth: "100%" }}>
      {way === "edit" && (
        <TextInput
          accessibilityLabel={say("editMessage")}
          value={own.text}
          multiline={true}
          maxLength={MAX_CHARACTERS}
          onChangeText={own.write}
          style={{
            minWidth: 260,
            minHeight: 72,
            padding: 10,
            borderRadius: 12,
            borderWidth: 1,
            borderColor: color["line-strong"],
            color: color.text,
            fontSize: 16,
          }}
        />
      )}
      {way === "delete" && <Text style={{ color: color["text-muted"] }}>{say("deleteAsk")}</Text>}
      <View style={{ flexDirection: "row", flexWrap: "wrap", justifyContent: "flex-end", gap: 8 }}>
        {way === "choose" ? (
          <>
            {message.text !== "" && <Button label={say("edit")} onPress={() => own.choose("edit")} />}
            <Button label={say("delete")} onPress={() => own.choose("delete")} />
          </>
        ) : (
          <>
            <Button label={say("cancel")} isDisabled={isBusy} onPress={own.cancel} />
            {way === "edit" ? (
              <Button label={say("save")} isMain={true} isDisabled={!own.canSave} onPress={own.save} />
            ) : (
              <Button label={say("delete")} isMain={true} isDisabled={isBusy} onPress={own.remove} />
            )}
          </>
        )}
      </View>
      {problem && (
        <Text accessibilityLiveRegion="assertive" style={{ color: color.bad }}>
          {say(problem)}
        </Text>
      )}
    </View>
  );
}
