// One message on a phone.

import type { ConversationStore } from "@liaison-chat/client";
import {
  cardOf,
  eventText,
  isChangeable,
  piecesOf,
  type Row,
  type ShownMessage,
  timeOf,
  useSpeech,
} from "@liaison-chat/react/logic";
import { type ReactNode, useState } from "react";
import { Linking, Pressable, Text, View } from "react-native";
import { AttachmentView, type OpenFile } from "./attachment.tsx";
import { Button } from "./button.tsx";
import { cards } from "./cards.tsx";
import { useColors } from "./colors.ts";
import { OwnMessageView } from "./own-message.tsx";

/** Draws a message. `isSeen` is undefined when nothing is to be said about that. */
export function MessageBubble({
  row: { message, isOwn, isFirst, isLast },
  isSeen,
  isFrozen,
  store,
  onFile,
}: {
  row: Extract<Row, { kind: "message" }>;
  isSeen: boolean | undefined;
  isFrozen: boolean;
  store: ConversationStore;
  onFile: OpenFile | undefined;
}): ReactNode {
  const { say, locale } = useSpeech();
  const color = useColors();
  const { sender, created_at, edited_at, deleted_at, pending } = message;
  const [isChanging, setChanging] = useState(false);
  const canChange = isOwn && !isFrozen && isChangeable(message);
  const isEdited = Boolean(edited_at) && !deleted_at;
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
      {!isOwn && isFirst && (
        <Text style={{ fontSize: 12, color: color["text-faint"] }}>
          {sender.kind === "assistant" ? say("assistant") : sender.name}
        </Text>
      )}
      <View
        style={{
          maxWidth: "82%",
          paddingHorizontal: 14,
          paddingVertical: 9,
          borderRadius: 18,
          backgroundColor: isOwn ? color.own : color["surface-sunken"],
        }}
      >
        <Content message={message} ink={ink} onFile={onFile} />
      </View>
      {(isLast || pending || isEdited) && (
        <Text style={{ fontSize: 11, color: pending?.error ? color.bad : color["text-faint"], marginTop: 2 }}>
          {[isEdited && say("edited"), timeOf(locale, Date.parse(created_at)), isOwn && state]
            .filter(Boolean)
            .join(" · ")}
        </Text>
      )}
      {canChange && (
        <Pressable
          accessibilityRole="button"
          accessibilityLabel={say("messageOptions")}
          accessibilityState={{ expanded: isChanging }}
          hitSlop={8}
          onPress={() => setChanging(!isChanging)}
          style={{ minWidth: 44, minHeight: 28, alignItems: "flex-end", justifyContent: "center" }}
        >
          <Text style={{ fontSize: 17, fontWeight: "700", color: color["text-muted"] }}>⋯</Text>
        </Pressable>
      )}
      {canChange && isChanging && (
        <OwnMessageView message={message} store={store} onEnd={() => setChanging(false)} />
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

/** What is said in a message. */
function Content({
  message,
  ink,
  onFile,
}: {
  message: ShownMessage;
  ink: string;
  onFile: OpenFile | undefined;
}): ReactNode {
  const { say } = useSpeech();
  const color = useColors();
  const { attachments, deleted_at, sender } = message;
  if (deleted_at)
    return <Text style={{ color: color["text-muted"], fontStyle: "italic" }}>{say("deleted")}</Text>;
  // What the assistant says is a code, as what the server says is.
  const text = sender.kind === "assistant" ? eventText(message, [], say) : message.text;
  const words = (
    <>
      {attachments.map((file) => (
        <AttachmentView key={file.id} file={file} onFile={onFile} />
      ))}
      {text !== "" && (
        <Text selectable={true} style={{ color: ink, fontSize: 15, lineHeight: 21 }}>
          {piecesOf(text).map(({ text: piece, href }, index) => (
            <Text
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never change places
              key={index}
              {...(href
                ? { onPress: () => void Linking.openURL(href), style: { textDecorationLine: "underline" } }
                : {})}
            >
              {piece}
            </Text>
          ))}
        </Text>
      )}
    </>
  );
  const card = cardOf(message);
  if (!card) return words;
  const Card = cards[card.type];
  return <Card data={card.data} ink={ink} instead={words} />;
}
