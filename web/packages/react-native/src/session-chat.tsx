// The live chat of a customer or visitor, on a phone: with the assistant, then with an agent.

import type { Session } from "@liaison-chat/client";
import {
  type SessionState,
  useChat,
  useSession,
  useSessionWords,
  useSpeech,
} from "@liaison-chat/react/logic";
import { type ReactNode, useState } from "react";
import { Text, View, type ViewStyle } from "react-native";
import { Button } from "./button.tsx";
import { Chat, type ChatFiles } from "./chat.tsx";
import { Bar, ChatFrame, Title } from "./chat-frame.tsx";
import { useColors } from "./colors.ts";
import { Doing } from "./doing.tsx";
import { Trouble } from "./trouble.tsx";

/** What `SessionChat` takes. */
export interface SessionChatProps extends ChatFiles {
  readonly style?: ViewStyle;
  /** Shows a button that closes the chat. */
  readonly onClose?: (() => void) | undefined;
}

/** The chat; before there is one, the button that starts it. It fills the screen it is given. */
export function SessionChat({ style, onClose, ...files }: SessionChatProps): ReactNode {
  const state = useSession();
  const { session, status, error, start, reload } = state;
  const { say } = useSpeech();
  const color = useColors();
  return (
    <ChatFrame
      style={style}
      onClose={onClose}
      head={session ? <Name session={session} /> : <Title>{say("support")}</Title>}
    >
      {session ? (
        <Open key={session.id} {...files} session={session} state={state} />
      ) : status === "ready" ? (
        <View style={{ flex: 1, justifyContent: "center", padding: 24, gap: 12 }}>
          <Text style={{ color: color["text-muted"], textAlign: "center" }}>{say("chatWithUsHint")}</Text>
          <Doing label={say("chatWithUs")} make={start} isMain={true} />
        </View>
      ) : (
        <Trouble error={error} onRetry={reload} />
      )}
    </ChatFrame>
  );
}

function Name({ session }: { session: Session }): ReactNode {
  const { say } = useSpeech();
  const color = useColors();
  const { name } = useSessionWords(session);
  return (
    <>
      <Title>{name}</Title>
      {session.status === "ai" && <Text style={{ color: color["text-muted"] }}>{say("assistant")}</Text>}
    </>
  );
}

function Open({
  session,
  state: { start, end },
  ...files
}: ChatFiles & { session: Session; state: SessionState }): ReactNode {
  const { say } = useSpeech();
  const color = useColors();
  const chat = useChat(session.id, session.agent?.name ?? "");
  const { standing } = useSessionWords(session);
  const [isAsked, ask] = useState(false);
  const isOver = session.status === "ended" || chat.isFrozen;
  return (
    <Chat
      {...files}
      chat={isOver ? { ...chat, isFrozen: true } : chat}
      strip={
        !isOver && (
          <Bar>
            <Text accessibilityLiveRegion="polite" style={{ flex: 1, color: color.text }}>
              {isAsked ? say("endChatAsk") : (standing ?? "")}
            </Text>
            {isAsked ? (
              <>
                <Doing label={say("endChat")} make={end} />
                <Button label={say("cancel")} onPress={() => ask(false)} />
              </>
            ) : (
              <Button label={say("endChat")} onPress={() => ask(true)} />
            )}
          </Bar>
        )
      }
      over={
        <View
          style={{ padding: 16, gap: 8, backgroundColor: color["surface-subtle"] }}
          accessibilityLiveRegion="polite"
        >
          <Text style={{ color: color.text, fontWeight: "700" }}>{say("chatEnded")}</Text>
          <Text style={{ color: color["text-muted"] }}>{say("chatEndedHint")}</Text>
          <Doing label={say("newChat")} make={start} isMain={true} />
        </View>
      }
    />
  );
}
