// The menus of a ticket: its status, its priority, and what is done seldom.

import type { Ticket } from "@liaison-chat/client";
import { Button, Icon, IconButton } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { PRIORITIES, STATUSES } from "../inbox/inbox-search.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Menu, MenuChoice, MenuItem, MenuLine } from "../parts/menu.tsx";
import { keyWord } from "../shell/keys.ts";
import { useTexts } from "../texts/texts.ts";
import { ReassignDialog } from "./reassign-dialog.tsx";
import { PriorityIcon, StatusSign } from "./signs.tsx";
import type { TicketActions } from "./use-ticket-actions.ts";

/** What the menus act on, and what asks before something is done. */
interface Asking {
  readonly actions: TicketActions;
  readonly onAsk: (what: Question) => void;
}

/** What is asked before: to whom, and whether to close. */
export type Question = "reassign" | "close";

/** The status, to be changed. */
export function StatusMenu({ actions, onAsk }: Asking): ReactNode {
  const texts = useTexts();
  const { status } = actions;
  return (
    <Menu
      trigger={
        <Button size="s" aria-label={texts.ticket.changeStatus(texts.statuses[status])}>
          <StatusSign status={status} />
          {texts.statuses[status]}
          <Icon name="chevron" size={12} className="max-md:hidden" />
        </Button>
      }
    >
      <MenuChoice
        value={status}
        onChange={(chosen) => (chosen === "closed" ? onAsk("close") : void actions.setStatus(chosen))}
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
export function PriorityMenu({ actions }: Pick<Asking, "actions">): ReactNode {
  const texts = useTexts();
  const { priority } = actions;
  return (
    <Menu
      trigger={
        <Button size="s" aria-label={texts.ticket.changePriority(texts.priorities[priority])}>
          <PriorityIcon priority={priority} />
          <span className="max-lg:hidden">{texts.priorities[priority]}</span>
          <Icon name="chevron" size={12} className="max-md:hidden" />
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

/** What is done seldom, and going to the next ticket. */
export function MoreMenu({
  actions,
  onAsk,
  go,
}: Asking & { readonly go: (step: 1 | -1) => boolean }): ReactNode {
  const texts = useTexts();
  const { status } = actions;
  return (
    <Menu align="end" trigger={<IconButton icon="more" size="s" label={texts.actions.more} />}>
      <MenuItem icon="user" onSelect={() => onAsk("reassign")}>
        {texts.ticket.reassign}
      </MenuItem>
      {status === "closed" ? (
        <MenuItem icon="retry" onSelect={() => void actions.setStatus("open")}>
          {texts.ticket.reopen}
        </MenuItem>
      ) : (
        <MenuItem icon="lock" onSelect={() => onAsk("close")}>
          {texts.ticket.close}
        </MenuItem>
      )}
      <MenuLine />
      <MenuItem icon="chevron" onSelect={() => void go(1)} hint={<Key word={keyWord("nextTicket")} />}>
        {texts.ticket.next}
      </MenuItem>
      <MenuItem icon="back" onSelect={() => void go(-1)} hint={<Key word={keyWord("previousTicket")} />}>
        {texts.ticket.previous}
      </MenuItem>
    </Menu>
  );
}

function Key({ word }: { readonly word: string }) {
  return <span className="text-xs text-faint">{word}</span>;
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
  if (question === "reassign") return <ReassignDialog ticket={ticket} actions={actions} onClose={onClose} />;
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
