// The parts of a ticket, laid out for the room there is: one or both conversations, and what stands at their side.

import type { Ticket, Viewer } from "@liaison-chat/client";
import type { ReactNode } from "react";
import { ConversationPane } from "../conversation/conversation-pane.tsx";
import type { Pane } from "../conversation/pane.ts";
import { useTexts } from "../texts/texts.ts";
import { ContextPanel, type Sides } from "./context-panel.tsx";
import { DetailsPanel } from "./details-panel.tsx";
import type { Layout } from "./layout.ts";
import { NotesPane } from "./notes-pane.tsx";
import { type PartyConversation, partiesOf } from "./parties.ts";
import { PersonPanel } from "./person-panel.tsx";
import { Tabbed } from "./tabs.tsx";
import type { Parts } from "./use-parts.ts";

interface PartsProps {
  readonly ticket: Ticket;
  readonly layout: Layout;
  readonly parts: Parts;
  readonly viewers: readonly Viewer[];
  /** Whether someone else writes to the parties. */
  readonly isReadOnly: boolean;
  readonly onWriting: (pane: Pane | undefined) => void;
  /** In the place of the fields of the parties. */
  readonly foot: ReactNode;
}

/** The parts. */
export function TicketParts(props: PartsProps): ReactNode {
  const { ticket, layout, parts, onWriting, foot } = props;
  const texts = useTexts();
  const { part } = parts;
  const parties = partiesOf(ticket, texts);
  const sides: Sides = {
    details: <DetailsPanel ticket={ticket} />,
    person: <PersonPanel ticket={ticket} />,
    notes: <NotesPane ticket={ticket} onActive={() => parts.setPart("notes")} onWriting={onWriting} />,
  };
  if (layout === "tabs") return <AllInTabs {...props} parties={parties} sides={sides} />;
  const [first] = parties;
  const alone = parties.find(({ pane }) => pane === part) ?? first;
  return (
    <div className="relative flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col">
        {layout === "one" ? (
          <Tabbed
            id="parties"
            label={texts.ticket.panesLabel}
            now={alone.pane}
            onChange={parts.setPart}
            tabs={parties.map(({ pane, name, unread }) => ({ value: pane, label: name, count: unread }))}
          >
            <PartyPane {...props} party={alone} parties={parties} />
          </Tabbed>
        ) : (
          <div className="flex min-h-0 flex-1">
            {parties.map((party) => (
              <PartyPane key={party.pane} {...props} party={party} parties={parties} />
            ))}
          </div>
        )}
        {foot}
      </div>
      {parts.isSideOpen ? (
        <ContextPanel layout={layout} parts={parts} sides={sides} mentions={ticket.mentions} />
      ) : null}
    </div>
  );
}

function AllInTabs(
  props: PartsProps & { readonly parties: readonly PartyConversation[]; readonly sides: Sides },
) {
  const { ticket, parts, parties, sides, foot } = props;
  const texts = useTexts();
  const { part } = parts;
  const shown = parties.find(({ pane }) => pane === part);
  return (
    <Tabbed
      id="parts"
      label={texts.ticket.panesLabel}
      now={part}
      onChange={parts.setPart}
      tabs={[
        ...parties.map(({ pane, name, unread }) => ({ value: pane, label: name, count: unread })),
        { value: "notes", label: texts.ticket.panes.notes, count: ticket.mentions },
        { value: "details", label: texts.ticket.panes.details, count: 0 },
        { value: "person", label: texts.cases.person, count: 0 },
      ]}
    >
      {shown ? (
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <PartyPane {...props} party={shown} />
          {foot}
        </div>
      ) : (
        sides[part === "details" || part === "person" ? part : "notes"]
      )}
    </Tabbed>
  );
}

function PartyPane({
  ticket,
  layout,
  parts,
  viewers,
  isReadOnly,
  onWriting,
  party: { channel, tone, unread: _, ...about },
  parties,
}: PartsProps & { readonly party: PartyConversation; readonly parties: readonly PartyConversation[] }) {
  const other = parties.find(({ pane }) => pane !== about.pane);
  if (!channel || !other?.channel) return null;
  return (
    <ConversationPane
      conversation={{ ...about, channel }}
      tone={tone}
      relayTo={isReadOnly ? undefined : { ticket: ticket.id, channel: other.channel, name: other.name }}
      isClosed={ticket.status === "closed"}
      isReadOnly={isReadOnly}
      hasHead={layout !== "tabs"}
      isActive={parts.part === about.pane}
      onActive={() => parts.setPart(about.pane)}
      onWriting={onWriting}
      viewers={viewers}
    />
  );
}
