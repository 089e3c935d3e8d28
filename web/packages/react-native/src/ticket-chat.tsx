// The chat of a brand or a creator with support, on a phone.

import type { Ticket } from "@liaison-chat/client";
import {
  type ChatOf,
  formFor,
  refOf,
  useManner,
  useSpeech,
  useTicket,
  useTicketChat,
} from "@liaison-chat/react/logic";
import { type ReactNode, useState } from "react";
import { Text, type ViewStyle } from "react-native";
import { Chat, type ChatFiles } from "./chat.tsx";
import { ChatFrame, Title } from "./chat-frame.tsx";
import { useColors } from "./colors.ts";
import { FormSheet } from "./form-sheet.tsx";
import { OrderStrip } from "./order-strip.tsx";
import { Trouble } from "./trouble.tsx";

/** What `TicketChat` takes: one of `ticketId` and `orderId`. */
export interface TicketChatProps extends ChatOf, ChatFiles {
  readonly style?: ViewStyle;
  /** Shows a button that closes the chat. */
  readonly onClose?: (() => void) | undefined;
  /** React Navigation's: without `onClose` the button goes back. */
  readonly navigation?: { goBack(): void };
}

/** The chat. It fills the screen it is given. */
export function TicketChat({
  style,
  onClose,
  navigation,
  pickFiles,
  recordVoice,
  onFile,
  ...of
}: TicketChatProps): ReactNode {
  const { ticket, error, reload } = useTicket(refOf(of));
  const { say } = useSpeech();
  const { organisation } = useManner();
  const color = useColors();
  const close = onClose ?? (navigation ? () => navigation.goBack() : undefined);
  return (
    <ChatFrame
      style={style}
      onClose={close}
      head={
        <>
          <Title>{ticket?.agent.name ?? organisation ?? say("support")}</Title>
          {ticket && organisation && <Text style={{ color: color["text-muted"] }}>{organisation}</Text>}
        </>
      }
    >
      {ticket ? (
        <AboutTicket
          key={ticket.id}
          ticket={ticket}
          pickFiles={pickFiles}
          recordVoice={recordVoice}
          onFile={onFile}
        />
      ) : (
        <Trouble error={error} onRetry={reload} />
      )}
    </ChatFrame>
  );
}

function AboutTicket({ ticket, ...files }: ChatFiles & { ticket: Ticket }): ReactNode {
  const chat = useTicketChat(ticket);
  const [isFilling, setFilling] = useState(false);
  const form = chat.me?.user_type === "brand" && !chat.isFrozen ? formFor(ticket.order.status) : undefined;
  return (
    <Chat
      {...files}
      chat={chat}
      strip={
        <OrderStrip ticket={ticket} form={isFilling ? undefined : form} onForm={() => setFilling(true)} />
      }
      form={isFilling && form && <FormSheet ticket={ticket} type={form} onDone={() => setFilling(false)} />}
    />
  );
}
