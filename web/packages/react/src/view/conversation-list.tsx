// The first page of the widget: who one is, and one's conversations.

import type { Conversation } from "@liaison-chat/client";
import type { ReactNode } from "react";
import { eventText } from "../chat/event-text.ts";
import { type ShownList, useConnection, useMe } from "../hooks.ts";
import { dayNumber, shortDayOf, timeOf } from "../words/formats.ts";
import { useSpeech } from "../words/speech.tsx";
import { Avatar } from "./avatar.tsx";
import { Banner } from "./banner.tsx";
import { IconButton } from "./icons.tsx";

/** Shows the conversations; a press opens one. */
export function ConversationList({
  conversations: { items, status, list },
  onOpen,
  onClose,
}: {
  conversations: ShownList<Conversation>;
  onOpen: (ticketId: number) => void;
  onClose: () => void;
}): ReactNode {
  const { say } = useSpeech();
  const me = useMe();
  const shown = items.filter(({ ticket_id }) => ticket_id);
  return (
    <div className="lia-chat">
      <div className="lia-home">
        <IconButton icon="close" label={say("close")} onClick={onClose} />
        <h2>{me ? say("hello", { name: me.name }) : say("support")}</h2>
        <p>{say("helloHint")}</p>
      </div>
      <Banner waiting={0} />
      {status === "failed" && shown.length === 0 ? (
        <div className="lia-empty" role="alert">
          <p>{say("loadFailed")}</p>
          <button type="button" className="lia-button" onClick={() => void list.refresh()}>
            {say("retry")}
          </button>
        </div>
      ) : status === "ready" && shown.length === 0 ? (
        <div className="lia-empty">
          <b>{say("noConversations")}</b>
          <p>{say("noConversationsHint")}</p>
        </div>
      ) : (
        <ul className="lia-conversations" aria-label={say("conversations")}>
          {shown.map((one) => (
            <ConversationItem key={one.id} conversation={one} onOpen={onOpen} />
          ))}
        </ul>
      )}
    </div>
  );
}

function ConversationItem({
  conversation,
  onOpen,
}: {
  conversation: Conversation;
  onOpen: (ticketId: number) => void;
}): ReactNode {
  const { say, locale } = useSpeech();
  const { ticket_id, order_title, participants, last_message, unread } = conversation;
  const isConnected = useConnection().name === "connected";
  const agent = participants.find(({ side }) => side === "staff");
  const at = Date.parse(last_message?.created_at ?? conversation.created_at);
  const isToday = dayNumber(at) === dayNumber(Date.now());
  return (
    <li>
      <button type="button" onClick={() => ticket_id && onOpen(ticket_id)}>
        <Avatar name={agent?.name ?? "?"} isOnline={isConnected ? agent?.is_online : undefined} />
        <span className="lia-conversation-text">
          <b>
            <bdi>{order_title ?? agent?.name ?? say("support")}</bdi>
          </b>
          <span>
            <bdi>
              {last_message && (eventText(last_message, participants, say) || say("files", { count: 1 }))}
            </bdi>
          </span>
        </span>
        <span className="lia-conversation-side">
          <small>{isToday ? timeOf(locale, at) : shortDayOf(locale, at)}</small>
          {unread > 0 && (
            <span className="lia-badge">
              <span aria-hidden="true">{unread}</span>
              <span className="lia-hidden">{say("unread", { count: unread })}</span>
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
