// Above a ticket: what it is about, how it stands, who looks at it, and what one can do to it.

import type { Ticket, Viewer } from "@liaison-chat/client";
import { Avatar, Button, Icon, IconButton } from "@liaison-chat/ui";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { LabelChip } from "../labels/label.tsx";
import { keyWord } from "../shell/keys.ts";
import { listed } from "../texts/names.ts";
import { useLocale, useTexts } from "../texts/texts.ts";
import { LabelsMenu } from "./labels-menu.tsx";
import { MoreMenu, PriorityMenu, type Question, StatusMenu, TicketQuestion } from "./ticket-menus.tsx";
import type { TicketActions } from "./use-ticket-actions.ts";
import { useWaiting } from "./use-waiting.ts";

/** The head of a ticket. */
export function TicketHeader({
  ticket,
  actions,
  viewers,
  go,
  isSideOpen,
  onSide,
  onSnooze,
}: {
  readonly ticket: Ticket;
  readonly actions: TicketActions;
  readonly viewers: readonly Viewer[];
  readonly go: (step: 1 | -1) => boolean;
  readonly isSideOpen: boolean;
  readonly onSide: (() => void) | undefined;
  readonly onSnooze: () => void;
}): ReactNode {
  const texts = useTexts();
  const [question, setQuestion] = useState<Question>();
  const { order, agent } = ticket;
  const { status } = actions;
  const isDone = status === "resolved" || status === "closed";

  return (
    <header className="flex flex-none flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-4 py-2 max-md:px-2">
      <Link
        to="/inbox"
        search
        aria-label={texts.actions.back}
        className="flex size-8 items-center justify-center rounded-md text-muted hover:bg-sunken md:hidden"
      >
        <Icon name="back" className="rtl:-scale-x-100" />
      </Link>
      <div className="min-w-0 flex-1 max-md:basis-2/3">
        <h1 className="truncate text-xl tracking-tight" title={order.title}>
          <bdi>{order.title}</bdi>
        </h1>
        <p className="flex items-center gap-1.5 text-sm text-muted">
          <span className="tabular-nums">{texts.ticket.number(ticket.id)}</span>
          <span aria-hidden="true">·</span>
          <bdi className="truncate">{agent.name}</bdi>
          <Waiting ticket={ticket} />
        </p>
        {ticket.labels?.length ? (
          <ul aria-label={texts.ticket.labels} className="flex flex-wrap gap-1 pt-1">
            {ticket.labels.map((label) => (
              <li key={label.id} className="flex">
                <LabelChip label={label} />
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <Viewers viewers={viewers} />
      <div className="flex flex-none items-center gap-1">
        <StatusMenu actions={actions} onAsk={setQuestion} />
        <PriorityMenu actions={actions} />
        <LabelsMenu ticket={ticket} actions={actions} />
        {isDone ? null : (
          <IconButton
            icon="moon"
            size="s"
            label={`${texts.ticket.snooze} (${keyWord("snooze")})`}
            onClick={onSnooze}
          />
        )}
        {isDone ? (
          <Button size="s" onClick={() => void actions.setStatus("open")}>
            {texts.ticket.reopen}
          </Button>
        ) : (
          <Button
            size="s"
            look="primary"
            icon="check"
            title={`${texts.ticket.resolve} (${keyWord("resolve")})`}
            onClick={() => void actions.setStatus("resolved")}
          >
            {texts.ticket.resolve}
          </Button>
        )}
        <MoreMenu actions={actions} onAsk={setQuestion} go={go} />
        {onSide ? (
          <IconButton
            icon="panel"
            size="s"
            className="rtl:-scale-x-100"
            label={`${isSideOpen ? texts.ticket.hideDetails : texts.ticket.showDetails} (${keyWord("details")})`}
            aria-pressed={isSideOpen}
            onClick={onSide}
          />
        ) : null}
      </div>
      {question ? (
        <TicketQuestion
          ticket={ticket}
          actions={actions}
          question={question}
          onClose={() => setQuestion(undefined)}
        />
      ) : null}
    </header>
  );
}

function Waiting({ ticket }: { readonly ticket: Ticket }) {
  const texts = useTexts();
  const waiting = useWaiting(ticket);
  if (!waiting) return null;
  return (
    <span className="flex flex-none items-center gap-1 font-semibold text-warn" title={waiting.since}>
      <Icon name="clock" size={12} />
      {texts.ticket.waiting(waiting.age)}
    </span>
  );
}

function Viewers({ viewers }: { readonly viewers: readonly Viewer[] }) {
  const texts = useTexts();
  const locale = useLocale();
  if (viewers.length === 0) return null;
  const names = viewers.map(({ name }) => name);
  const words = texts.ticket.viewing(listed(names, locale), names.length);
  return (
    <span className="flex items-center gap-1.5 text-sm text-muted" title={words} role="status">
      <Icon name="eye" size={14} />
      <span className="flex -space-x-1.5 rtl:space-x-reverse">
        {viewers.slice(0, 4).map(({ public_id, name }) => (
          <span key={public_id} className="rounded-full ring-2 ring-surface">
            <Avatar name={name} size="s" />
          </span>
        ))}
      </span>
      <span className="lia-hidden">{words}</span>
    </span>
  );
}
