// A ticket: its head, its strip, its parts, and the keys and commands that act on it.

import type { Ticket } from "@liaison-chat/client";
import { Button, IconButton } from "@liaison-chat/ui";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useRef, useState } from "react";
import { useConsole } from "../auth/console-context.tsx";
import type { Pane } from "../conversation/pane.ts";
import { CaseHead } from "../inbox/case-head.tsx";
import { ticketKey } from "../inbox/case-key.ts";
import { useNeighbours } from "../inbox/inbox-context.ts";
import { useCommands } from "../shell/commands.ts";
import { keyWord } from "../shell/keys.ts";
import { usePageTitle } from "../shell/page-title.ts";
import { useShortcuts } from "../shell/use-global-keys.ts";
import { useTexts } from "../texts/texts.ts";
import { ColleagueBar } from "./colleague-bar.tsx";
import { layoutFor, nextPane } from "./layout.ts";
import { mayActOn } from "./may-act.ts";
import { SnoozeBanner } from "./snooze-banner.tsx";
import { ticketCommands } from "./ticket-commands.ts";
import { MoreMenu, type Question, TicketQuestion } from "./ticket-menus.tsx";
import { TicketParts } from "./ticket-parts.tsx";
import { TicketStrip } from "./ticket-strip.tsx";
import { useParts } from "./use-parts.ts";
import { type TicketActions, useTicketActions } from "./use-ticket-actions.ts";
import { useViewers } from "./use-viewers.ts";
import { useWidth } from "./use-width.ts";

/** A ticket that is there. */
export function TicketView({
  ticket,
  refresh,
}: {
  readonly ticket: Ticket;
  readonly refresh: () => Promise<void>;
}): ReactNode {
  const texts = useTexts();
  const { me } = useConsole();
  const navigate = useNavigate();
  const ref = useRef<HTMLDivElement>(null);
  const layout = layoutFor(useWidth(ref));
  const parts = useParts(ticket, layout);
  const [question, ask] = useState<Question>();
  const [writing, setWriting] = useState<Pane>();
  const [repliesAnyway, replyAnyway] = useState(false);
  const viewers = useViewers(ticket.id, writing);
  const actions = useTicketActions(ticket, refresh);
  const go = useNeighbours(ticketKey(ticket.id));
  const { part, setPart, show, isSideOpen, toggleSide } = parts;
  const isOwn = ticket.agent.public_id === me.public_id;
  const mayAct = isOwn || mayActOn(me, ticket);
  const isReadOnly = !isOwn && !repliesAnyway && ticket.status !== "closed";
  const isDone = actions.status === "resolved" || actions.status === "closed";
  const toggle = layout === "tabs" ? () => setPart("details") : () => toggleSide(!isSideOpen);
  usePageTitle(`${texts.ticket.number(ticket.id)} ${ticket.order.title}`);

  useShortcuts({
    nextTicket: () => void go(1),
    previousTicket: () => void go(-1),
    nextPane: () => show(nextPane(part), true),
    reply: () => show(part === "creator_agent" ? "creator_agent" : "brand_agent", true),
    note: () => show("notes", true),
    ...(mayAct ? actingKeys({ ticket, actions, ask, go, isDone }) : {}),
    details: toggle,
    close: () => {
      if (!parts.uncover()) void navigate({ to: "/inbox", search: true });
    },
  });
  useCommands(() => ticketCommands({ ticket, actions, texts, isOwn, mayAct, show, ask, go, toggle }));

  return (
    <div ref={ref} className="flex h-full min-w-0 flex-col">
      <CaseHead
        kind="ticket"
        title={ticket.order.title}
        reference={texts.ticket.number(ticket.id)}
        agent={ticket.agent.name}
        isOwn={isOwn}
        viewers={viewers}
        isSideOpen={isSideOpen}
        onSide={layout === "tabs" ? undefined : toggle}
      >
        <HeadActions actions={actions} isDone={isDone} mayAct={mayAct} ask={ask} go={go} />
      </CaseHead>
      <TicketStrip ticket={ticket} actions={actions} mayAct={mayAct} onClose={() => ask("close")} />
      <SnoozeBanner ticket={ticket} onEnd={mayAct ? actions.unsnooze : undefined} />
      <TicketParts
        ticket={ticket}
        layout={layout}
        parts={parts}
        viewers={viewers}
        isReadOnly={isReadOnly}
        onWriting={setWriting}
        foot={
          isReadOnly ? (
            <ColleagueBar
              agent={ticket.agent.name}
              onTake={actions.take}
              onNote={() => show("notes", true)}
              onReply={mayAct ? () => replyAnyway(true) : undefined}
            />
          ) : null
        }
      />
      {question ? (
        <TicketQuestion
          ticket={ticket}
          actions={actions}
          question={question}
          onClose={() => ask(undefined)}
        />
      ) : null}
    </div>
  );
}

/** What keys do for whoever may act on it. */
function actingKeys({
  ticket,
  actions,
  ask,
  go,
  isDone,
}: {
  readonly ticket: Ticket;
  readonly actions: TicketActions;
  readonly ask: (what: Question | undefined) => void;
  readonly go: (step: 1 | -1) => boolean;
  readonly isDone: boolean;
}) {
  return {
    resolve: () => void actions.setStatus(ticket.status === "resolved" ? "open" : "resolved"),
    resolveNext: () => {
      void actions.setStatus("resolved");
      go(1);
    },
    snooze: () => ask(isDone ? undefined : "snooze"),
    assign: () => ask("reassign"),
  };
}

function HeadActions({
  actions,
  isDone,
  mayAct,
  ask,
  go,
}: {
  readonly actions: TicketActions;
  readonly isDone: boolean;
  readonly mayAct: boolean;
  readonly ask: (what: Question) => void;
  readonly go: (step: 1 | -1) => boolean;
}) {
  const texts = useTexts();
  if (!mayAct) return <MoreMenu actions={undefined} onAsk={ask} go={go} />;
  return (
    <>
      {isDone ? null : (
        <IconButton
          icon="moon"
          className="max-narrow:hidden"
          label={`${texts.ticket.snooze} (${keyWord("snooze")})`}
          onClick={() => ask("snooze")}
        />
      )}
      <MoreMenu actions={actions} onAsk={ask} go={go} />
      {isDone ? (
        <Button onClick={() => void actions.setStatus("open")}>{texts.ticket.reopen}</Button>
      ) : (
        <Button
          look="primary"
          icon="check"
          className="max-narrow:!size-10 max-narrow:!bg-transparent max-narrow:!p-0 max-narrow:!text-accent"
          aria-label={texts.ticket.resolve}
          title={`${texts.ticket.resolve} (${keyWord("resolve")})`}
          onClick={() => void actions.setStatus("resolved")}
        >
          <span className="max-narrow:hidden">{texts.ticket.resolve}</span>
        </Button>
      )}
    </>
  );
}
