// One message of a log, with what one can do with it.

import type { ConversationStore, Message, Participant, PendingMessage } from "@liaison-chat/client";
import { cardOf } from "@liaison-chat/react/logic";
import { Avatar, clockTime, fullTime, Icon, MessageBubble, MessageText, SystemLine } from "@liaison-chat/ui";
import { memo, type ReactNode } from "react";
import { reasonOf, useLocale, useTexts } from "../texts/texts.ts";
import { Attachments } from "./attachments.tsx";
import { cards } from "./cards.ts";
import { eventText } from "./event-text.ts";
import { mentionOf } from "./mention-word.ts";
import { MessageActions } from "./message-actions.tsx";
import type { sideOf } from "./tone.ts";
import { useColleagues } from "./use-colleagues.ts";

/** A message that stands in the log. */
export const MessageRow = memo(function MessageRow({
  message,
  participants,
  follows,
  side,
  isNote,
  isMine,
  isSeen,
  isRelayed,
  otherName,
  canChange,
  canDeleteAny,
  store,
  onRelay,
}: {
  readonly message: Message;
  readonly participants: readonly Participant[];
  readonly follows: boolean;
  readonly side?: ReturnType<typeof sideOf>;
  readonly isNote: boolean;
  readonly isMine: boolean;
  readonly isSeen: boolean;
  readonly isRelayed: boolean;
  readonly otherName?: string | undefined;
  /** Whether the conversation takes messages and changes. */
  readonly canChange: boolean;
  /** Whether the person may delete what others wrote. */
  readonly canDeleteAny: boolean;
  readonly store: ConversationStore;
  readonly onRelay?: ((message: Message, isEdited: boolean) => void) | undefined;
}): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const at = Date.parse(message.created_at);
  const time = (
    <time dateTime={message.created_at} title={fullTime(at, locale)}>
      {clockTime(at, locale)}
    </time>
  );
  const isAssistant = message.sender.kind === "assistant";
  if (!isAssistant && (message.message_type === "system" || message.message_type === "automated")) {
    return <SystemLine time={time}>{eventText(message, participants, texts)}</SystemLine>;
  }
  const isStaff = message.sender.kind === "agent" || isAssistant;
  const isDeleted = Boolean(message.deleted_at);
  const relayTo = canChange && !isStaff && !isNote ? otherName : undefined;
  const author = isMine ? (
    texts.messages.you
  ) : (
    <bdi>{isAssistant ? texts.cases.assistant : message.sender.name}</bdi>
  );
  return (
    <MessageBubble
      look={isNote ? "note" : isStaff ? "own" : "other"}
      side={isStaff || isNote ? undefined : side}
      isFollowUp={follows}
      avatar={
        isStaff && !isNote ? undefined : (
          <Avatar name={message.sender.name} side={isStaff ? "staff" : (side ?? "system")} />
        )
      }
      author={author}
      time={time}
      foot={<Foot message={message} isSeen={isSeen} isRelayed={isRelayed} otherName={otherName} />}
      actions={
        isDeleted || isAssistant ? null : (
          <MessageActions
            message={message}
            relayTo={relayTo}
            onRelay={onRelay}
            canEdit={isMine && canChange}
            canDelete={(isMine || canDeleteAny) && canChange}
            store={store}
          />
        )
      }
    >
      {isDeleted ? (
        <p className="text-muted italic">{texts.messages.deleted}</p>
      ) : (
        <>
          <Said
            message={message}
            text={isAssistant ? eventText(message, participants, texts) : message.text}
          />
          <Attachments attachments={message.attachments} />
        </>
      )}
    </MessageBubble>
  );
});

/** What is said in a message: a card, or its text. */
function Said({ message, text }: { readonly message: Message; readonly text: string }) {
  const { mentions } = message;
  const words = !text ? null : mentions?.length ? (
    <Mentioning text={text} mentions={mentions} />
  ) : (
    <MessageText text={text} />
  );
  const card = cardOf(message);
  if (!card) return words;
  const Card = cards[card.type];
  return <Card data={card.data} instead={words} />;
}

/** A note in which whoever it mentions stands out. */
function Mentioning({ text, mentions }: { readonly text: string; readonly mentions: readonly string[] }) {
  const { data = [] } = useColleagues();
  const named = data.filter(({ public_id }) => mentions.includes(public_id)).map(mentionOf);
  return <MessageText text={text} marked={[...named, ...mentions.map((id) => `@${id}`)]} />;
}

function Foot({
  message,
  isSeen,
  isRelayed,
  otherName,
}: {
  readonly message: Message;
  readonly isSeen: boolean;
  readonly isRelayed: boolean;
  readonly otherName: string | undefined;
}) {
  const texts = useTexts();
  const parts: ReactNode[] = [];
  if (message.edited_at && !message.deleted_at) parts.push(texts.messages.edited);
  if (message.relayed_from && otherName) {
    parts.push(<Relayed key="from" words={texts.messages.relayedFrom(otherName)} />);
  }
  if (isRelayed && otherName) {
    parts.push(<Relayed key="to" words={texts.messages.relayedTo(otherName)} />);
  }
  if (isSeen) {
    parts.push(
      <span key="seen" className="inline-flex items-center gap-1">
        <Icon name="checks" size={12} />
        {texts.messages.seen}
      </span>,
    );
  }
  return parts.length > 0 ? parts : null;
}

function Relayed({ words }: { readonly words: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <Icon name="relay" size={12} />
      {words}
    </span>
  );
}

/** A message that is on its way, or was refused. */
export function PendingRow({
  pending,
  follows,
  isNote,
  store,
}: {
  readonly pending: PendingMessage;
  readonly follows: boolean;
  readonly isNote: boolean;
  readonly store: ConversationStore;
}): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const isFailed = pending.status === "failed";
  return (
    <MessageBubble
      look={isNote ? "note" : "own"}
      isFollowUp={follows}
      isPending={!isFailed}
      isFailed={isFailed}
      author={texts.messages.you}
      time={clockTime(pending.createdAt, locale)}
      foot={
        isFailed ? (
          <span className="flex flex-wrap items-center gap-x-2 text-bad" role="alert">
            <span className="inline-flex items-center gap-1 font-medium">
              <Icon name="alert" size={12} />
              {pending.error
                ? texts.messages.failedWhy(reasonOf(pending.error, texts))
                : texts.messages.failed}
            </span>
            <button
              type="button"
              className="min-h-6 font-semibold underline underline-offset-2"
              onClick={() => store.retry(pending.clientId)}
            >
              {texts.actions.retry}
            </button>
            <button
              type="button"
              className="min-h-6 font-semibold underline underline-offset-2"
              onClick={() => store.discard(pending.clientId)}
            >
              {texts.messages.discard}
            </button>
          </span>
        ) : (
          <span className="inline-flex items-center gap-1">
            <Icon name={pending.status === "sent" ? "check" : "clock"} size={12} />
            {pending.status === "waiting" ? texts.messages.waiting : texts.messages.sending}
          </span>
        )
      }
    >
      {pending.text ? <MessageText text={pending.text} /> : null}
      {pending.attachmentIds?.length ? (
        <p className="flex items-center gap-1 text-sm">
          <Icon name="attach" size={14} /> {pending.attachmentIds.length}
        </p>
      ) : null}
    </MessageBubble>
  );
}
