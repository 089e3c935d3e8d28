// A round button in the corner of the page, and the chat that it opens.

import { type ReactNode, useEffect, useRef, useState } from "react";
import type { ChatOf } from "../chat/chat-of.ts";

const hasSessions = (me: { user_type: string } | undefined) =>
  me?.user_type === "customer" || me?.user_type === "visitor";

import { useMe } from "../hooks.ts";
import { useSpeech } from "../words/speech.tsx";
import { Icon } from "./icons.tsx";
import { ConversationList, Panel, prepareChat, SessionView, TicketView } from "./parts.tsx";
import { Surface } from "./surface.tsx";
import { useNews } from "./use-news.ts";

/** What `FloatingChatWidget` takes. Without ticket and order it begins with all conversations of the person. */
export interface FloatingChatWidgetProps extends ChatOf {
  /** `end`, when absent: the right corner, in languages written from right to left the left one. */
  readonly position?: "start" | "end" | undefined;
  /** Whether the button is shown; without it the page opens the chat. `true` when absent. */
  readonly launcher?: boolean | undefined;
  /** Whether it is open, when the page decides that. */
  readonly isOpen?: boolean | undefined;
  readonly onOpenChange?: ((isOpen: boolean) => void) | undefined;
  readonly onUnreadChange?: ((unread: number) => void) | undefined;
}

/** So long at most the chat waits for a page that has no rest. */
const REST_MS = 1_500;

/** The chat in a corner of the page. */
export function FloatingChatWidget({ position = "end", ...props }: FloatingChatWidgetProps): ReactNode {
  return (
    <Surface className={`lia-float lia-float-${position}`} needsStyle={true}>
      <Floating {...props} />
    </Surface>
  );
}

function Floating({
  ticketId,
  orderId,
  launcher = true,
  isOpen: isOpenByPage,
  onOpenChange,
  onUnreadChange,
}: FloatingChatWidgetProps): ReactNode {
  const { say } = useSpeech();
  const me = useMe();
  const [isOpenByPerson, setOpenByPerson] = useState(false);
  const isOpen = isOpenByPage ?? isOpenByPerson;
  const [chosen, setChosen] = useState<ChatOf>();
  const { conversations, unread } = useNews(isOpen);
  const button = useRef<HTMLButtonElement>(null);
  const isGiven = ticketId !== undefined || orderId !== undefined;
  const of = isGiven ? { ticketId, orderId } : chosen;

  // biome-ignore lint/correctness/useExhaustiveDependencies: told when it changes, to whoever listens then
  useEffect(() => onUnreadChange?.(unread), [unread]);
  // The chat is fetched when the page has nothing better to do: pressed, it is there.
  useEffect(() => {
    // Safari knows no idleness yet.
    if (!globalThis.requestIdleCallback) return void setTimeout(prepareChat, REST_MS);
    requestIdleCallback(prepareChat, { timeout: REST_MS });
  }, []);
  const open = (next: boolean) => {
    setOpenByPerson(next);
    onOpenChange?.(next);
    if (!next) button.current?.focus();
  };
  const close = () => open(false);
  return (
    <>
      {isOpen && (
        <Panel onClose={close}>
          {of ? (
            <TicketView
              {...of}
              takesFocus={true}
              onClose={close}
              onBack={isGiven ? undefined : () => setChosen(undefined)}
            />
          ) : hasSessions(me) ? (
            <SessionView takesFocus={true} onClose={close} />
          ) : (
            <ConversationList
              conversations={conversations}
              onOpen={(id) => setChosen({ ticketId: id })}
              onClose={close}
            />
          )}
        </Panel>
      )}
      {launcher && (
        <button
          ref={button}
          type="button"
          className="lia-launcher"
          aria-expanded={isOpen}
          onPointerEnter={prepareChat}
          aria-label={
            isOpen
              ? say("close")
              : [say("open"), unread > 0 && say("unread", { count: unread })].filter(Boolean).join(", ")
          }
          onClick={() => open(!isOpen)}
        >
          <Icon name={isOpen ? "down" : "chat"} />
          {!isOpen && unread > 0 && <span className="lia-badge">{unread > 99 ? "99+" : unread}</span>}
        </button>
      )}
    </>
  );
}
