// A ticket: its head, its parts, and the keys that lead through it.

import type { Ticket } from "@liaison-chat/client";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useRef, useState } from "react";
import type { Pane } from "../conversation/pane.ts";
import { useNeighbours } from "../inbox/inbox-context.ts";
import { useShortcuts } from "../shell/use-global-keys.ts";
import { layoutFor, nextPane } from "./layout.ts";
import { SnoozeBanner } from "./snooze-banner.tsx";
import { SnoozeDialog } from "./snooze-dialog.tsx";
import { TicketHeader } from "./ticket-header.tsx";
import { TicketParts } from "./ticket-parts.tsx";
import { useParts } from "./use-parts.ts";
import { useTicketActions } from "./use-ticket-actions.ts";
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
  const navigate = useNavigate();
  const ref = useRef<HTMLDivElement>(null);
  const layout = layoutFor(useWidth(ref));
  const parts = useParts(ticket, layout);
  const [isSnoozing, setSnoozing] = useState(false);
  const [writing, setWriting] = useState<Pane>();
  const viewers = useViewers(ticket.id, writing);
  const actions = useTicketActions(ticket, refresh);
  const go = useNeighbours(ticket.id);
  const { part, setPart, show, isSideOpen, toggleSide } = parts;

  useShortcuts({
    nextTicket: () => void go(1),
    previousTicket: () => void go(-1),
    nextPane: () => show(nextPane(part), true),
    reply: () => show(part === "creator_agent" ? "creator_agent" : "brand_agent", true),
    note: () => show("notes", true),
    resolve: () => void actions.setStatus(ticket.status === "resolved" ? "open" : "resolved"),
    resolveNext: () => {
      void actions.setStatus("resolved");
      go(1);
    },
    snooze: () => setSnoozing(ticket.status === "open" || ticket.status === "in_progress"),
    details: () => (layout === "one" ? setPart("details") : toggleSide(!isSideOpen)),
    close: () => {
      if (!parts.uncover()) void navigate({ to: "/inbox", search: true });
    },
  });

  return (
    <div ref={ref} className="flex h-full min-w-0 flex-col">
      <TicketHeader
        ticket={ticket}
        actions={actions}
        viewers={viewers}
        go={go}
        isSideOpen={isSideOpen}
        onSide={layout === "one" ? undefined : () => toggleSide(!isSideOpen)}
        onSnooze={() => setSnoozing(true)}
      />
      <SnoozeBanner ticket={ticket} actions={actions} />
      {isSnoozing ? <SnoozeDialog actions={actions} onClose={() => setSnoozing(false)} /> : null}
      <TicketParts ticket={ticket} layout={layout} parts={parts} viewers={viewers} onWriting={setWriting} />
    </div>
  );
}
