// One message: who, what, when, and how far it has come.

import type { ConversationStore } from "@liaison-chat/client";
import { type ReactNode, useId, useRef, useState } from "react";
import { cardOf } from "../chat/cards.ts";
import { eventText } from "../chat/event-text.ts";
import { isChangeable } from "../chat/is-changeable.ts";
import { piecesOf } from "../chat/links.ts";
import type { Row } from "../chat/rows.ts";
import type { ShownMessage } from "../chat/use-chat.ts";
import { timeOf } from "../words/formats.ts";
import { useSpeech } from "../words/speech.tsx";
import { Avatar } from "./avatar.tsx";
import { Icon, type IconName } from "./icons.tsx";
import { AttachmentView, cards, OwnMessageView } from "./parts.tsx";

type MessageRow = Extract<Row, { kind: "message" }>;

/** Draws a message. `isSeen` is undefined when nothing is to be said about that. */
export function MessageView({
  row,
  isSeen,
  isFrozen,
  store,
}: {
  row: MessageRow;
  isSeen: boolean | undefined;
  isFrozen: boolean;
  store: ConversationStore;
}): ReactNode {
  const { say, locale } = useSpeech();
  const { message, isOwn, isFirst, isLast } = row;
  const { sender, created_at, edited_at, deleted_at, pending } = message;
  const status = deliveryOf(message, isSeen);
  const name = sender.kind === "assistant" ? say("assistant") : sender.name;
  const id = useId();
  const place = useRef<HTMLLIElement>(null);
  const more = useRef<HTMLButtonElement>(null);
  const [isChanging, setChanging] = useState(false);
  const canChange = isOwn && !isFrozen && isChangeable(message);
  const isEdited = edited_at && !deleted_at;
  const content = <Content message={message} />;
  const end = (isGone: boolean) => {
    // A message that is gone has no button: its author goes on in the log.
    (isGone ? place.current?.closest<HTMLElement>(".lia-log") : more.current)?.focus();
    setChanging(false);
  };
  return (
    <li ref={place} className="lia-message" data-own={isOwn} data-first={isFirst} data-last={isLast}>
      {canChange && (
        <button
          ref={more}
          type="button"
          className="lia-icon-button lia-more"
          aria-label={say("messageOptions")}
          aria-expanded={isChanging}
          aria-controls={isChanging ? id : undefined}
          onClick={() => setChanging(!isChanging)}
        >
          <Icon name="more" />
        </button>
      )}
      {!isOwn && (isLast ? <Avatar name={name} /> : <span className="lia-avatar-gap" />)}
      <div className="lia-message-body">
        {!isOwn && isFirst && <bdi className="lia-sender">{name}</bdi>}
        {canChange && isChanging ? (
          <OwnMessageView id={id} message={message} store={store} onEnd={end} instead={content}>
            {content}
          </OwnMessageView>
        ) : (
          content
        )}
        {pending?.status === "failed" ? (
          <p className="lia-meta lia-bad">
            <Icon name="alert" /> {say("notSent")}
            <button type="button" className="lia-link" onClick={() => store.retry(pending.clientId)}>
              {say("retry")}
            </button>
            <button type="button" className="lia-link" onClick={() => store.discard(pending.clientId)}>
              {say("discard")}
            </button>
          </p>
        ) : (
          (isLast || isEdited) && (
            <p className="lia-meta">
              {isEdited && <span>{say("edited")}</span>}
              <time dateTime={created_at}>{timeOf(locale, Date.parse(created_at))}</time>
              {isOwn && status && (
                <span className="lia-delivery" title={say(status)}>
                  <Icon name={ICONS[status]} />
                  {/* The words are said where they matter: at the last own message, and while one waits. */}
                  {isSeen !== undefined || pending ? say(status) : ""}
                </span>
              )}
            </p>
          )
        )}
      </div>
    </li>
  );
}

type Delivery = "waiting" | "sending" | "sent" | "seen";

const ICONS: Record<Delivery, IconName> = { waiting: "clock", sending: "clock", sent: "check", seen: "seen" };

function deliveryOf({ pending }: ShownMessage, isSeen: boolean | undefined): Delivery {
  if (pending?.status === "waiting" || pending?.status === "sending") return pending.status;
  return isSeen ? "seen" : "sent";
}

function Content({ message }: { message: ShownMessage }): ReactNode {
  const { say } = useSpeech();
  const { attachments, deleted_at, pending, sender } = message;
  if (deleted_at) return <p className="lia-bubble lia-gone">{say("deleted")}</p>;
  // What the assistant says is a code, as what the server says is.
  const text = sender.kind === "assistant" ? eventText(message, [], say) : message.text;
  const card = cardOf(message);
  if (card) {
    const Card = cards[card.type];
    return <Card data={card.data} instead={<p className="lia-bubble">{text}</p>} />;
  }
  const unnamed = (pending?.attachmentIds?.length ?? 0) - attachments.length;
  return (
    <>
      {attachments.map((file) => (
        <AttachmentView key={file.id} file={file} />
      ))}
      {unnamed > 0 && <p className="lia-bubble">{say("files", { count: unnamed })}</p>}
      {text && (
        <p className="lia-bubble" dir="auto">
          {piecesOf(text).map(({ text: words, href }, index) =>
            href ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never change places
              <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
                {words}
              </a>
            ) : (
              words
            ),
          )}
        </p>
      )}
    </>
  );
}
