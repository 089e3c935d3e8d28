// The strip of a ticket: its status and priority, whose turn it is with each party, its labels.

import type { Ticket } from "@liaison-chat/client";
import { Icon } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { SideTurn } from "../inbox/turn-pill.tsx";
import { LabelChip } from "../labels/label.tsx";
import { useTexts } from "../texts/texts.ts";
import { LabelsMenu } from "./labels-menu.tsx";
import { PriorityIcon, StatusSign } from "./signs.tsx";
import { PriorityMenu, StatusMenu } from "./ticket-menus.tsx";
import { turnsOf } from "./ticket-turns.ts";
import type { TicketActions } from "./use-ticket-actions.ts";

/** The strip. */
export function TicketStrip({
  ticket,
  actions,
  mayAct,
  onClose,
}: {
  readonly ticket: Ticket;
  readonly actions: TicketActions;
  readonly mayAct: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const texts = useTexts();
  const turns = turnsOf({ ...ticket, status: actions.status });
  return (
    <div className="flex min-h-[38px] flex-none items-center gap-2 overflow-x-auto border-b border-line bg-subtle px-2 text-sm [scrollbar-width:none]">
      {mayAct ? (
        <>
          <StatusMenu actions={actions} onClose={onClose} />
          <PriorityMenu actions={actions} />
        </>
      ) : (
        <Standing actions={actions} />
      )}
      {turns.length > 0 ? <span className="h-4 w-px flex-none bg-line" /> : null}
      {turns.map(({ side, isOurs, since }) => (
        <span key={side} className="flex flex-none">
          <SideTurn side={side} isOurs={isOurs} since={since} />
        </span>
      ))}
      {mayAct || ticket.labels?.length ? <span className="h-4 w-px flex-none bg-line" /> : null}
      {ticket.labels?.length ? (
        <ul aria-label={texts.ticket.labels} className="flex flex-none gap-1">
          {ticket.labels.map((label) => (
            <li key={label.id} className="flex">
              <LabelChip label={label} />
            </li>
          ))}
        </ul>
      ) : null}
      {mayAct ? <LabelsMenu ticket={ticket} actions={actions} /> : null}
      {ticket.snoozed ? <Icon name="moon" size={14} className="flex-none text-note" /> : null}
    </div>
  );
}

/** Status and priority, for whoever may only read them. */
function Standing({ actions: { status, priority } }: { readonly actions: TicketActions }) {
  const texts = useTexts();
  return (
    <>
      <span className="flex flex-none items-center gap-1.5 px-2 font-medium">
        <StatusSign status={status} />
        {texts.statuses[status]}
      </span>
      <span className="flex flex-none items-center gap-1.5 px-2 font-medium">
        <PriorityIcon priority={priority} />
        {texts.priorities[priority]}
      </span>
    </>
  );
}
