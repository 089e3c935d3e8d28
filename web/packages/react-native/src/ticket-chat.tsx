// The chat of a brand or a creator with support, on a phone.

import type { FormType, LiaisonError, Ticket } from "@liaison-chat/client";
import {
  type ChatOf,
  formFor,
  moneyOf,
  refOf,
  stepsOf,
  useManner,
  useSpeech,
  useTicket,
  useTicketChat,
} from "@liaison-chat/react/logic";
import { type ReactNode, useState } from "react";
import { ActivityIndicator, KeyboardAvoidingView, Platform, Text, View, type ViewStyle } from "react-native";
import type { OpenFile } from "./attachment.tsx";
import { Banner } from "./banner.tsx";
import { Button } from "./button.tsx";
import { useColors } from "./colors.ts";
import { Composer } from "./composer.tsx";
import { FormSheet } from "./form-sheet.tsx";
import { MessageList } from "./message-list.tsx";
import type { PickFiles, RecordVoice } from "./use-files.ts";

/** What `TicketChat` takes: one of `ticketId` and `orderId`. */
export interface TicketChatProps extends ChatOf {
  readonly style?: ViewStyle;
  /** Shows a button that closes the chat. */
  readonly onClose?: (() => void) | undefined;
  /** React Navigation's: without `onClose` the button goes back. */
  readonly navigation?: { goBack(): void };
  /** Opens the application's picker of files; without it none can be sent. */
  readonly pickFiles?: PickFiles | undefined;
  /** Opens the application's recorder of voices; without it none can be spoken. */
  readonly recordVoice?: RecordVoice | undefined;
  /** Gets a file that was pressed, to share or to open it. */
  readonly onFile?: OpenFile | undefined;
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
  const { say, direction } = useSpeech();
  const { organisation } = useManner();
  const color = useColors();
  const close = onClose ?? (navigation ? () => navigation.goBack() : undefined);
  return (
    <KeyboardAvoidingView
      {...(Platform.OS === "ios" ? { behavior: "padding" as const } : {})}
      style={[{ flex: 1, backgroundColor: color.surface, direction }, style]}
    >
      <View
        style={{
          flexDirection: "row",
          alignItems: "center",
          padding: 12,
          gap: 12,
          borderBottomWidth: 1,
          borderColor: color.line,
        }}
      >
        <View style={{ flex: 1 }}>
          <Text accessibilityRole="header" style={{ fontSize: 17, fontWeight: "700", color: color.text }}>
            {ticket?.agent.name ?? organisation ?? say("support")}
          </Text>
          {ticket && organisation && <Text style={{ color: color["text-muted"] }}>{organisation}</Text>}
        </View>
        {close && <Button label={say("close")} onPress={close} />}
      </View>
      {ticket ? (
        <Chat
          key={ticket.id}
          ticket={ticket}
          pickFiles={pickFiles}
          recordVoice={recordVoice}
          onFile={onFile}
        />
      ) : (
        <Trouble error={error} onRetry={reload} />
      )}
    </KeyboardAvoidingView>
  );
}

function Trouble({ error, onRetry }: { error: LiaisonError | undefined; onRetry: () => void }): ReactNode {
  const { say } = useSpeech();
  const color = useColors();
  const isGone = error?.code === "NOT_FOUND";
  return (
    <View
      accessibilityLiveRegion="polite"
      style={{ flex: 1, alignItems: "center", justifyContent: "center", gap: 12, padding: 32 }}
    >
      {error ? (
        <>
          <Text style={{ color: color["text-muted"], textAlign: "center" }}>
            {say(isGone ? "notFound" : "loadFailed")}
          </Text>
          {!isGone && <Button label={say("retry")} onPress={onRetry} />}
        </>
      ) : (
        <ActivityIndicator accessibilityLabel={say("loading")} color={color.accent} />
      )}
    </View>
  );
}

function Chat({
  ticket,
  pickFiles,
  recordVoice,
  onFile,
}: Pick<TicketChatProps, "pickFiles" | "recordVoice" | "onFile"> & { ticket: Ticket }): ReactNode {
  const { say } = useSpeech();
  const color = useColors();
  const chat = useTicketChat(ticket);
  const [isFilling, setFilling] = useState(false);
  const form = chat.me?.user_type === "brand" && !chat.isFrozen ? formFor(ticket.order.status) : undefined;
  return (
    <>
      <Order ticket={ticket} form={isFilling ? undefined : form} onForm={() => setFilling(true)} />
      <Banner waiting={chat.waiting} />
      <MessageList chat={chat} onFile={onFile} />
      {chat.isFrozen ? (
        <View
          style={{ padding: 16, backgroundColor: color["surface-subtle"] }}
          accessibilityLiveRegion="polite"
        >
          <Text style={{ color: color.text, fontWeight: "700" }}>{say("frozen")}</Text>
          <Text style={{ color: color["text-muted"] }}>{say("frozenHint")}</Text>
        </View>
      ) : isFilling && form ? (
        <FormSheet ticket={ticket} type={form} onDone={() => setFilling(false)} />
      ) : (
        <Composer store={chat.store} pickFiles={pickFiles} recordVoice={recordVoice} onSend={chat.send} />
      )}
    </>
  );
}

function Order({
  ticket: { order },
  form,
  onForm,
}: {
  ticket: Ticket;
  form: FormType | undefined;
  onForm: () => void;
}): ReactNode {
  const { say, locale } = useSpeech();
  const color = useColors();
  const { done, of } = stepsOf(order.status);
  return (
    <View style={{ padding: 12, gap: 6, backgroundColor: color["surface-subtle"] }}>
      <View style={{ flexDirection: "row", gap: 12 }}>
        <Text numberOfLines={1} style={{ flex: 1, color: color.text, fontWeight: "600" }}>
          {order.title}
        </Text>
        <Text style={{ color: color["text-muted"] }}>{moneyOf(locale, order.amount, order.currency)}</Text>
      </View>
      {done > 0 && (
        <View style={{ flexDirection: "row", gap: 4 }}>
          {Array.from({ length: of }, (_, step) => (
            <View
              // biome-ignore lint/suspicious/noArrayIndexKey: steps are their numbers
              key={step}
              style={{
                flex: 1,
                height: 4,
                borderRadius: 2,
                backgroundColor: step < done ? color.primary : color["surface-sunken"],
              }}
            />
          ))}
        </View>
      )}
      <View style={{ flexDirection: "row", alignItems: "center", justifyContent: "space-between" }}>
        <Text accessibilityLiveRegion="polite" style={{ color: color["text-muted"] }}>
          {say(order.status)}
        </Text>
        {form && (
          <Button
            label={say(form === "requirements" ? "requirementsFill" : "revisionFill")}
            onPress={onForm}
          />
        )}
      </View>
    </View>
  );
}
