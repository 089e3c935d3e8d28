// A ticket in the list: what it is about, who is in it, what was said last, who waits.

import type { Message, Ticket } from "@liaison-chat/client";
import { Count, Icon, RelativeTime } from "@liaison-chat/ui";
import { Link } from "@tanstack/react-router";
import { memo, type ReactNode } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { eventText } from "../conversation/event-text.ts";
import { LabelDots } from "../labels/label.tsx";
import type { Texts } from "../texts/english.ts";
import { useLocale, useTexts } from "../texts/texts.ts";
import { PriorityIcon, StatusSign } from "../ticket/signs.tsx";
import { useSnoozeWords } from "../ticket/snooze-banner.tsx";
import { useWaiting } from "../ticket/use-waiting.ts";
import { lastMessageOf } from "./last-of.ts";

/** One row. */
export const TicketRow = memo(function TicketRow({
  ticket,
  isOpen,
}: {
  readonly ticket: Ticket;
  readonly isOpen: boolean;
}): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const { me } = useConsole();
  const { order, unread } = ticket;
  const last = lastMessageOf(ticket);
  const isMine = ticket.agent.public_id === me.public_id;
  return (
    <Link
      to="/inbox/$ticket"
      params={{ ticket: ticket.id }}
      search
      data-open={isOpen || undefined}
      className="group relative flex h-full flex-col justify-center gap-0.5 border-b border-line ps-4 pe-3 -outline-offset-2 not-data-open:hover:bg-hover data-open:bg-selected"
    >
      {isOpen ? <span className="absolute inset-y-0 start-0 w-[3px] bg-accent" /> : null}
      <span className="flex items-center gap-1.5">
        {ticket.status === "open" ? null : (
          <StatusSign status={ticket.status} label={texts.statuses[ticket.status]} />
        )}
        <span
          dir="auto"
          className={`cut-at-its-end min-w-0 flex-1 ${unread > 0 ? "font-semibold" : "font-medium"}`}
        >
          {order.title}
        </span>
        {ticket.priority === "high" || ticket.priority === "urgent" ? (
          <PriorityIcon priority={ticket.priority} label={texts.priorities[ticket.priority]} />
        ) : null}
        {ticket.labels?.length ? <LabelDots labels={ticket.labels} /> : null}
        <span className="flex-none text-xs text-faint tabular-nums">
          <RelativeTime at={last?.created_at ?? ticket.updated_at} locale={locale} />
        </span>
      </span>
      <span className="flex items-center gap-1 text-sm text-muted">
        <bdi className="truncate">{order.brand?.name}</bdi>
        <Icon name="relay" size={12} className="flex-none text-faint" />
        <bdi className="truncate">{order.creator?.name}</bdi>
        {isMine ? null : (
          <span className="ms-auto max-w-[40%] flex-none truncate text-xs text-faint">
            <bdi>{ticket.agent.name}</bdi>
          </span>
        )}
      </span>
      <span className="flex items-center gap-2 text-sm">
        <span className={`flex min-w-0 flex-1 gap-1 ${unread > 0 ? "text-ink" : "text-muted"}`}>
          {last ? (
            <Preview message={last} ticket={ticket} me={me.public_id} texts={texts} />
          ) : (
            texts.inbox.noMessages
          )}
        </span>
        {ticket.snoozed ? <Snoozed ticket={ticket} /> : null}
        <Waiting ticket={ticket} />
        {ticket.mentions > 0 ? (
          <span className="lia-count" data-tone="note" title={texts.inbox.mentions(ticket.mentions)}>
            <span aria-hidden="true">@</span>
            <span className="lia-hidden">{texts.inbox.mentions(ticket.mentions)}</span>
          </span>
        ) : null}
        {unread > 0 ? <Count value={unread} label={texts.inbox.unread(unread)} /> : null}
      </span>
    </Link>
  );
});

function Preview({
  message,
  ticket,
  me,
  texts,
}: {
  readonly message: Message;
  readonly ticket: Ticket;
  readonly me: string;
  readonly texts: Texts;
}) {
  const isMine = message.sender.public_id === me;
  const author = isMine ? texts.inbox.you : message.sender.name;
  const words = message.deleted_at
    ? texts.messages.deleted
    : eventText(message, ticket.participants, texts) ||
      message.attachments[0]?.name ||
      texts.inbox.attachment;
  const text = (
    <span dir="auto" className="cut-at-its-end min-w-0 flex-1">
      {words}
    </span>
  );
  if (message.message_type === "system") return text;
  return (
    <>
      <span className="max-w-[45%] flex-none truncate text-faint">{texts.joined.speaker(author)}</span>
      {text}
    </>
  );
}

function Snoozed({ ticket }: { readonly ticket: Ticket }) {
  const words = useSnoozeWords(ticket);
  if (!words) return null;
  return (
    <span className="flex flex-none items-center text-note" title={words}>
      <Icon name="moon" size={12} />
      <span className="lia-hidden">{words}</span>
    </span>
  );
}

function Waiting({ ticket }: { readonly ticket: Ticket }) {
  const texts = useTexts();
  const waiting = useWaiting(ticket);
  if (!waiting) return null;
  return (
    <span
      className={`flex flex-none items-center gap-1 text-xs font-semibold tabular-nums ${waiting.isLong ? "text-bad" : "text-warn"}`}
      title={waiting.since}
    >
      <Icon name="clock" size={12} />
      <span className="lia-hidden">{texts.inbox.waiting(waiting.age)}</span>
      <span aria-hidden="true">{waiting.age}</span>
    </span>
  );
}
