// The button on an order's screen that opens its conversation.

import { type ChatOf, useSpeech } from "@liaison-chat/react/logic";
import { type ReactNode, useState } from "react";
import { Modal, Pressable, Text, View, type ViewStyle } from "react-native";
import { useColors } from "./colors.ts";
import { TicketChat, type TicketChatProps } from "./ticket-chat.tsx";

/** What `ContactSupportButton` takes: one of `ticketId` and `orderId`. */
export interface ContactSupportButtonProps
  extends ChatOf,
    Pick<TicketChatProps, "pickFiles" | "recordVoice" | "onFile"> {
  readonly style?: ViewStyle;
  /** Hears that the chat was closed. */
  readonly onClose?: () => void;
  /** Takes the person to a screen of its own, instead of the one that this button opens. */
  readonly onOpen?: () => void;
}

/** Opens the conversation about an order. */
export function ContactSupportButton({
  ticketId,
  orderId,
  style,
  onClose,
  onOpen,
  pickFiles,
  recordVoice,
  onFile,
}: ContactSupportButtonProps): ReactNode {
  const { say } = useSpeech();
  const color = useColors();
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    onClose?.();
  };
  return (
    <>
      <Pressable
        accessibilityRole="button"
        accessibilityLabel={say("contactSupport")}
        onPress={onOpen ?? (() => setOpen(true))}
        style={[
          {
            minHeight: 48,
            borderRadius: 10,
            paddingHorizontal: 20,
            alignItems: "center",
            justifyContent: "center",
            backgroundColor: color.tertiary,
          },
          style,
        ]}
      >
        <Text style={{ color: "#ffffff", fontWeight: "700", fontSize: 16 }}>{say("contactSupport")}</Text>
      </Pressable>
      <Modal visible={isOpen} animationType="slide" presentationStyle="pageSheet" onRequestClose={close}>
        <View style={{ flex: 1, backgroundColor: color.surface }}>
          <TicketChat
            ticketId={ticketId}
            orderId={orderId}
            pickFiles={pickFiles}
            recordVoice={recordVoice}
            onFile={onFile}
            onClose={close}
          />
        </View>
      </Modal>
    </>
  );
}
