// A round button over the application, and the chat that it opens.

import {
  type ChatOf,
  hasSessions,
  shortDayOf,
  useConversations,
  useMe,
  useSpeech,
} from "@liaison-chat/react/logic";
import { type ReactNode, useState } from "react";
import { FlatList, Modal, Pressable, Text, View, type ViewStyle } from "react-native";
import { Button } from "./button.tsx";
import { useColors } from "./colors.ts";
import { SessionChat } from "./session-chat.tsx";
import { TicketChat, type TicketChatProps } from "./ticket-chat.tsx";

/** What `FloatingChatWidget` takes. Without ticket and order it begins with all conversations of the person. */
export interface FloatingChatWidgetProps
  extends ChatOf,
    Pick<TicketChatProps, "pickFiles" | "recordVoice" | "onFile"> {
  readonly style?: ViewStyle;
  readonly onClose?: () => void;
}

/** The chat over an application. */
export function FloatingChatWidget({
  style,
  onClose,
  pickFiles,
  recordVoice,
  onFile,
  ...given
}: FloatingChatWidgetProps): ReactNode {
  const { say, locale } = useSpeech();
  const color = useColors();
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState<ChatOf>();
  const me = useMe();
  const { items } = useConversations();
  const unread = items.reduce((sum, one) => sum + one.unread, 0);
  const isGiven = given.ticketId !== undefined || given.orderId !== undefined;
  const of = isGiven ? given : chosen;
  const close = () => {
    setOpen(false);
    setChosen(undefined);
    onClose?.();
  };
  return (
    <>
      <Pressable
        accessibilityRole="button"
        accessibilityLabel={unread > 0 ? `${say("open")}, ${say("unread", { count: unread })}` : say("open")}
        onPress={() => setOpen(true)}
        style={[
          {
            position: "absolute",
            end: 20,
            bottom: 24,
            width: 56,
            height: 56,
            borderRadius: 28,
            alignItems: "center",
            justifyContent: "center",
            backgroundColor: color.tertiary,
          },
          style,
        ]}
      >
        <Text style={{ color: "#ffffff", fontSize: 18, fontWeight: "700" }}>{unread > 0 ? unread : "?"}</Text>
      </Pressable>
      <Modal
        visible={isOpen}
        animationType="slide"
        presentationStyle="pageSheet"
        aria-label={say("support")}
        onRequestClose={close}
      >
        <View style={{ flex: 1, backgroundColor: color.surface }}>
          {of ? (
            <TicketChat
              {...of}
              pickFiles={pickFiles}
              recordVoice={recordVoice}
              onFile={onFile}
              onClose={isGiven ? close : () => setChosen(undefined)}
            />
          ) : hasSessions(me) ? (
            <SessionChat pickFiles={pickFiles} recordVoice={recordVoice} onFile={onFile} onClose={close} />
          ) : (
            <View style={{ flex: 1, padding: 16, gap: 12 }}>
              <Text accessibilityRole="header" style={{ fontSize: 22, fontWeight: "700", color: color.text }}>
                {say("conversations")}
              </Text>
              <FlatList
                data={items.filter(({ ticket_id }) => ticket_id)}
                keyExtractor={({ id }) => id}
                style={{ flex: 1 }}
                renderItem={({
                  item: { ticket_id, last_message, participants, created_at, unread: count },
                }) => {
                  const agent = participants.find(({ side }) => side === "staff")?.name ?? say("support");
                  return (
                    <Pressable
                      accessibilityRole="button"
                      accessibilityLabel={count > 0 ? `${agent}, ${say("unread", { count })}` : agent}
                      onPress={() => ticket_id && setChosen({ ticketId: ticket_id })}
                      style={{
                        minHeight: 56,
                        justifyContent: "center",
                        borderBottomWidth: 1,
                        borderColor: color.line,
                      }}
                    >
                      <Text style={{ color: color.text, fontWeight: count > 0 ? "700" : "500" }}>
                        {agent}
                      </Text>
                      <Text numberOfLines={1} style={{ color: color["text-muted"] }}>
                        {`${shortDayOf(locale, Date.parse(last_message?.created_at ?? created_at))} · ${last_message?.text ?? ""}`}
                      </Text>
                    </Pressable>
                  );
                }}
              />
              <Button label={say("close")} onPress={close} />
            </View>
          )}
        </View>
      </Modal>
    </>
  );
}
