// One message on a phone.

import type { ConversationStore } from "@liaison-chat/client";
import { filledForm, piecesOf, type Row, timeOf, useSpeech } from "@liaison-chat/react/logic";
import type { ReactNode } from "react";
import { Linking, Text, View } from "react-native";
import { AttachmentView, type OpenFile } from "./attachment.tsx";
import { Button } from "./button.tsx";
import { useColors } from "./colors.ts";

/** Draws a message. `isSeen` is undefined when nothing is to be said about that. */
export function MessageBubble({
  row: { message, isOwn, isFirst, isLast },
  isSeen,
  store,
  onFile,
}: {
  row: Extract<Row, { kind: "message" }>;
  isSeen: boolean | undefined;
  store: ConversationStore;
  onFile: OpenFile | undefined;
}): ReactNode {
  const { say, locale } = useSpeech();
  const color = useColors();
  const { text, attachments, sender, created_at, deleted_at, pending, action_data } = message;
  const form = deleted_at ? undefined : filledForm(action_data);
  const ink = isOwn ? color["own-on"] : color.text;
  const state =
    pending?.status === "failed"
      ? say("notSent")
      : pending
        ? say(pending.status)
        : isSeen === undefined
          ? ""
          : say(isSeen ? "seen" : "sent");
  return (
    <View style={{ alignItems: isOwn ? "flex-end" : "flex-start", marginTop: isFirst ? 12 : 2 }}>
      {!isOwn && isFirst && <Text style={{ fontSize: 12, color: color["text-faint"] }}>{sender.name}</Text>}
      <View
        style={{
          maxWidth: "82%",
          paddingHorizontal: 14,
          paddingVertical: 9,
          borderRadius: 18,
          backgroundColor: isOwn ? color.own : color["surface-sunken"],
        }}
      >
        {form ? (
          <>
            <Text style={{ color: ink, fontWeight: "700" }}>{say(form.type)}</Text>
            {form.answers.map(({ name, label, text: answer }) => (
              <Text key={name} style={{ color: ink }}>{`${label ? say(label) : name}: ${answer}`}</Text>
            ))}
          </>
        ) : deleted_at ? (
          <Text style={{ color: color["text-muted"], fontStyle: "italic" }}>{say("deleted")}</Text>
        ) : (
          <>
            {attachments.map((file) => (
              <AttachmentView key={file.id} file={file} onFile={onFile} />
            ))}
            {text !== "" && (
              <Text selectable={true} style={{ color: ink, fontSize: 15, lineHeight: 21 }}>
                {piecesOf(text).map(({ text: words, href }, index) => (
                  <Text
                    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never change places
                    key={index}
                    {...(href
                      ? {
                          onPress: () => void Linking.openURL(href),
                          style: { textDecorationLine: "underline" },
                        }
                      : {})}
                  >
                    {words}
                  </Text>
                ))}
              </Text>
            )}
          </>
        )}
      </View>
      {(isLast || pending) && (
        <Text style={{ fontSize: 11, color: pending?.error ? color.bad : color["text-faint"], marginTop: 2 }}>
          {[timeOf(locale, Date.parse(created_at)), isOwn && state].filter(Boolean).join(" · ")}
        </Text>
      )}
      {pending?.status === "failed" && (
        <View style={{ flexDirection: "row", gap: 8, marginTop: 4 }}>
          <Button label={say("retry")} onPress={() => store.retry(pending.clientId)} />
          <Button label={say("discard")} onPress={() => store.discard(pending.clientId)} />
        </View>
      )}
    </View>
  );
}
