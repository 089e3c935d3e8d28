// The messages, the newest at the bottom; older pages come when one goes up.

import {
  type ChatState,
  dayNumber,
  dayOf,
  eventText,
  type Row,
  rowsOf,
  useSpeech,
} from "@liaison-chat/react/logic";
import { type ReactNode, useEffect, useMemo } from "react";
import { FlatList, Text, View } from "react-native";
import type { OpenFile } from "./attachment.tsx";
import { useColors } from "./colors.ts";
import { MessageBubble } from "./message-bubble.tsx";

/** Draws the log. */
export function MessageList({ chat, onFile }: { chat: ChatState; onFile: OpenFile | undefined }): ReactNode {
  const { say, locale } = useSpeech();
  const color = useColors();
  const { messages, me, store, hasOlder, seenSeq, typing } = chat;
  // The list is upside down, so that it begins at the newest message.
  const rows = useMemo(() => rowsOf(messages, me?.public_id).reverse(), [messages, me]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown has been read
  useEffect(() => store.markRead(), [messages]);
  const lastOwn = rows.find((row) => row.kind === "message" && row.isOwn && !row.message.pending)?.key;

  const draw = (row: Row) => {
    if (row.kind === "message") {
      const isSeen = row.key === lastOwn ? row.message.seq <= seenSeq : undefined;
      return (
        <MessageBubble row={row} isSeen={isSeen} isFrozen={chat.isFrozen} store={store} onFile={onFile} />
      );
    }
    const now = Date.now();
    const ago = row.kind === "day" ? dayNumber(now) - dayNumber(row.at) : 0;
    const day = (at: number) =>
      ago === 0 ? say("today") : ago === 1 ? say("yesterday") : dayOf(locale, at, now);
    return (
      <Text style={{ textAlign: "center", fontSize: 12, color: color["text-faint"], marginVertical: 10 }}>
        {row.kind === "day" ? day(row.at) : eventText(row.message, chat.participants, say)}
      </Text>
    );
  };
  return (
    <View style={{ flex: 1 }}>
      <FlatList
        data={rows}
        inverted={true}
        keyExtractor={({ key }) => key}
        renderItem={({ item }) => draw(item)}
        onEndReached={() => {
          if (hasOlder) void store.loadOlder().catch(() => {});
        }}
        onEndReachedThreshold={0.4}
        keyboardShouldPersistTaps="handled"
        accessibilityLabel={say("messages")}
        style={{ flex: 1 }}
        contentContainerStyle={{ padding: 14 }}
      />
      {typing.length > 0 && (
        <Text
          accessibilityLiveRegion="polite"
          style={{ paddingHorizontal: 16, paddingBottom: 6, fontSize: 12, color: color["text-faint"] }}
        >
          {say("typing", { name: typing.join(", ") })}
        </Text>
      )}
    </View>
  );
}
