// The parts of a ticket, laid out for the room there is: both conversations, the facts and the notes.

import type { Ticket, Viewer } from "@liaison-chat/client";
import { classNames } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { ConversationPane } from "../conversation/conversation-pane.tsx";
import type { Pane } from "../conversation/pane.ts";
import { useTexts } from "../texts/texts.ts";
import { DetailsPanel } from "./details-panel.tsx";
import type { Layout } from "./layout.ts";
import { NotesPane } from "./notes-pane.tsx";
import { type PartyConversation, partiesOf } from "./parties.ts";
import { Tabbed } from "./tabs.tsx";
import type { Parts } from "./use-parts.ts";

/** The parts. */
export function TicketParts({
  ticket,
  layout,
  parts,
  viewers,
  onWriting,
}: {
  readonly ticket: Ticket;
  readonly layout: Layout;
  readonly parts: Parts;
  readonly viewers: readonly Viewer[];
  readonly onWriting: (pane: Pane | undefined) => void;
}): ReactNode {
  const texts = useTexts();
  const { part, setPart, side, setSide } = parts;
  const parties = partiesOf(ticket, texts);
  const paneOf = ({ channel, tone, unread: _, ...about }: PartyConversation) => {
    const other = parties.find(({ pane }) => pane !== about.pane);
    if (!channel || !other?.channel) return null;
    return (
      <ConversationPane
        key={about.pane}
        conversation={{ ...about, channel }}
        tone={tone}
        relayTo={{ ticket: ticket.id, channel: other.channel, name: other.name }}
        isClosed={ticket.status === "closed"}
        isActive={part === about.pane}
        onActive={() => setPart(about.pane)}
        onWriting={onWriting}
        viewers={viewers}
      />
    );
  };
  const notes = <NotesPane ticket={ticket} onActive={() => setPart("notes")} onWriting={onWriting} />;
  const details = <DetailsPanel ticket={ticket} />;
  const detailsTab = { value: "details", label: texts.ticket.panes.details, count: 0 } as const;
  const notesTab = { value: "notes", label: texts.ticket.panes.notes, count: ticket.mentions } as const;

  if (layout === "one") {
    const shown = parties.find(({ pane }) => pane === part);
    return (
      <Tabbed
        label={texts.ticket.panesLabel}
        now={part}
        onChange={setPart}
        tabs={[
          ...parties.map(({ pane, name, unread }) => ({ value: pane, label: name, count: unread })),
          notesTab,
          detailsTab,
        ]}
      >
        {shown ? paneOf(shown) : part === "notes" ? notes : details}
      </Tabbed>
    );
  }
  return (
    <div className="relative flex min-h-0 flex-1">
      {parties.map(paneOf)}
      {parts.isSideOpen ? (
        <aside
          aria-label={texts.ticket.details}
          className={classNames(
            "flex w-[300px] flex-none flex-col border-s border-line bg-surface xl:w-[320px]",
            layout === "two" && "absolute inset-y-0 end-0 z-10 shadow-l",
          )}
        >
          <Tabbed
            label={texts.ticket.panesLabel}
            now={side}
            onChange={(value) => {
              setSide(value);
              if (value === "notes") setPart("notes");
            }}
            tabs={[detailsTab, notesTab]}
          >
            {side === "notes" ? notes : details}
          </Tabbed>
        </aside>
      ) : null}
    </div>
  );
}
