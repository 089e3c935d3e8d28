// The labels of a ticket: those that it has are ticked. The menu stays open, for several at once.

import type { Ticket } from "@liaison-chat/client";
import { Banner, IconButton, Spinner } from "@liaison-chat/ui";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { isAtLeast, useConsole } from "../auth/console-context.tsx";
import { LabelDot } from "../labels/label.tsx";
import { useLabels } from "../labels/use-labels.ts";
import { Menu, MenuItem, MenuLabel, MenuLine, MenuTick } from "../parts/menu.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";
import type { TicketActions } from "./use-ticket-actions.ts";

/** The button and its menu. */
export function LabelsMenu({
  ticket,
  actions,
}: {
  readonly ticket: Ticket;
  readonly actions: TicketActions;
}): ReactNode {
  const texts = useTexts();
  return (
    <Menu trigger={<IconButton icon="plus" size="s" label={texts.ticket.changeLabels} />}>
      <Choices ticket={ticket} actions={actions} />
    </Menu>
  );
}

function Choices({ ticket, actions }: { readonly ticket: Ticket; readonly actions: TicketActions }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { me } = useConsole();
  const { data, error } = useLabels();
  const current = new Set(ticket.labels?.map(({ id }) => id));
  return (
    <>
      <MenuLabel>{texts.ticket.labels}</MenuLabel>
      {error ? <Banner tone="bad">{reasonOf(error, texts)}</Banner> : null}
      {data || error ? null : (
        <p className="flex justify-center p-3 text-muted">
          <Spinner />
        </p>
      )}
      {data?.length === 0 ? <p className="max-w-60 px-2 py-1.5 text-muted">{texts.ticket.noLabels}</p> : null}
      {data?.map((label) => (
        <MenuTick
          key={label.id}
          isOn={current.has(label.id)}
          onChange={(isOn) => void actions.setLabel(label, isOn)}
          sign={<LabelDot of={label.color} />}
        >
          <bdi>{label.name}</bdi>
        </MenuTick>
      ))}
      {isAtLeast(me, "team_lead") ? (
        <>
          <MenuLine />
          <MenuItem icon="edit" onSelect={() => void navigate({ to: "/labels" })}>
            {texts.labels.title}
          </MenuItem>
        </>
      ) : null}
    </>
  );
}
