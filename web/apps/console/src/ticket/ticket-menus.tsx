// The menus of a ticket: its status, its priority, and what is done seldom.

import type { Ticket } from "@liaison-chat/client";
import { Button, Icon, IconButton } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { PRIORITIES, STATUSES } from "../inbox/inbox-search.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Menu, MenuChoice, MenuItem, MenuLine } from "../parts/menu.tsx";
import { keyWord, type ShortcutName } from "../shell/keys.ts";
import { useTexts } from "../texts/texts.ts";
import { AssignDialog } from "./assign-dialog.tsx";
import { PriorityIcon, StatusSign } from "./signs.tsx";
import { SnoozeDialog } from "./snooze-dialog.tsx";
import type { TicketActions } from "./use-ticket-actions.ts";

/** What is asked before: to whom, until when, and whether to close. */
export type Question = "reassign" | "close" | "snooze";

/** The status, to be changed. */
export function StatusMenu({
  actions,
  onClose,
}: {
  readonly actions: TicketActions;
  readonly onClose: () => void;
}): ReactNode {
  const texts = useTexts();
  const { status } = actions;
  return (
    <Menu
      trigger={
        <Button look="ghost" size="s" aria-label={texts.ticket.changeStatus(texts.statuses[status])}>
          <StatusSign status={status} />
          {texts.statuses[status]}
          <Icon name="chevron" size={12} />
        </Button>
      }
    >
      <MenuChoice
        value={status}
        onChange={(chosen) => (chosen === "closed" ? onClose() : void actions.setStatus(chosen))}
        options={STATUSES.map((value) => ({
          value,
          label: texts.statuses[value],
          sign: <StatusSign status={value} />,
        }))}
      />
    </Menu>
  );
}

/** The priority, to be changed. */
export function PriorityMenu({ actions }: { readonly actions: TicketActions }): ReactNode {
  const texts = useTexts();
  const { priority } = actions;
  return (
    <Menu
      trigger={
        <Button look="ghost" size="s" aria-label={texts.ticket.changePriority(texts.priorities[priority])}>
          <PriorityIcon priority={priority} />
          {texts.priorities[priority]}
          <Icon name="chevron" size={12} />
        </Button>
      }
    >
      <MenuChoice
        value={priority}
        onChange={(chosen) => void actions.setPriority(chosen)}
        options={PRIORITIES.map((value) => ({
          value,
          label: texts.priorities[value],
          sign: <PriorityIcon priority={value} />,
        }))}
      />
    </Menu>
  );
}

/** What is done seldom, and going to the next case. */
export function MoreMenu({
  actions,
  onAsk,
  go,
}: {
  /** Undefined for whoever may only read it. */
  readonly actions: TicketActions | undefined;
  readonly onAsk: (what: Question) => void;
  readonly go: (step: 1 | -1) => boolean;
}): ReactNode {
  const texts = useTexts();
  return (
    <Menu align="end" trigger={<IconButton icon="more" label={texts.actions.more} />}>
      {actions ? <ActingItems actions={actions} onAsk={onAsk} /> : null}
      <MenuItem icon="chevron" onSelect={() => void go(1)} hint={<Key name="nextTicket" />}>
        {texts.ticket.next}
      </MenuItem>
      <MenuItem icon="back" onSelect={() => void go(-1)} hint={<Key name="previousTicket" />}>
        {texts.ticket.previous}
      </MenuItem>
    </Menu>
  );
}

function ActingItems({
  actions,
  onAsk,
}: {
  readonly actions: TicketActions;
  readonly onAsk: (what: Question) => void;
}) {
  const texts = useTexts();
  const isDone = actions.status === "resolved" || actions.status === "closed";
  return (
    <>
      <MenuItem icon="user" onSelect={() => onAsk("reassign")}>
        {texts.ticket.reassign}
      </MenuItem>
      {isDone ? null : (
        <MenuItem icon="moon" onSelect={() => onAsk("snooze")} hint={<Key name="snooze" />}>
          {texts.ticket.snooze}
        </MenuItem>
      )}
      {actions.status === "closed" ? (
        <MenuItem icon="retry" onSelect={() => void actions.setStatus("open")}>
          {texts.ticket.reopen}
        </MenuItem>
      ) : (
        <MenuItem icon="lock" onSelect={() => onAsk("close")}>
          {texts.ticket.close}
        </MenuItem>
      )}
      <MenuLine />
    </>
  );
}

function Key({ name }: { readonly name: ShortcutName }) {
  return <span className="text-xs text-faint">{keyWord(name)}</span>;
}

/** The dialog of what is asked. */
export function TicketQuestion({
  ticket,
  actions,
  question,
  onClose,
}: {
  readonly ticket: Ticket;
  readonly actions: TicketActions;
  readonly question: Question;
  readonly onClose: () => void;
}): ReactNode {
  const texts = useTexts();
  if (question === "snooze") return <SnoozeDialog onSnooze={actions.snooze} onClose={onClose} />;
  if (question === "reassign") {
    return (
      <AssignDialog
        title={texts.ticket.reassignTitle}
        agent={ticket.agent.id}
        onChoose={actions.reassign}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog
      title={texts.ticket.closeAsk}
      lead={texts.ticket.closeLead}
      width={420}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{texts.actions.cancel}</Button>
          <Button
            look="primary"
            onClick={() => {
              onClose();
              void actions.setStatus("closed");
            }}
          >
            {texts.ticket.close}
          </Button>
        </>
      }
    />
  );
}
