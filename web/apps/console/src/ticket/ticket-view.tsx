// The parts of a ticket, laid out for the room there is.

import type { ChannelType, Ticket } from "@liaison-chat/client";
import { Count, classNames } from "@liaison-chat/ui";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useNeighbours } from "../inbox/inbox-context.ts";
import { preferences } from "../preferences/preferences.ts";
import { usePreferences } from "../preferences/use-preferences.ts";
import { useShortcuts } from "../shell/use-global-keys.ts";
import { useTexts } from "../texts/texts.ts";
import { ChannelPane } from "./channel-pane.tsx";
import { focusComposer } from "./composer-focus.ts";
import { DetailsPanel } from "./details-panel.tsx";
import { firstPane, layoutFor, nextPane, type Part } from "./layout.ts";
import { NotesPane } from "./notes-pane.tsx";
import type { Pane } from "./pane.ts";
import { SnoozeBanner } from "./snooze-banner.tsx";
import { SnoozeDialog } from "./snooze-dialog.tsx";
import { useSought } from "./sought.ts";
import { TicketHeader } from "./ticket-header.tsx";
import { useTicketDeeds } from "./use-ticket-deeds.ts";
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
  const navigate = useNavigate();
  const ref = useRef<HTMLDivElement>(null);
  const layout = layoutFor(useWidth(ref));
  const { details: wantsSide } = usePreferences();
  const sought = useSought();
  const [part, setPart] = useState<Part>(
    () => sought?.pane ?? (ticket.mentions > 0 ? "notes" : firstPane(ticket.channels)),
  );
  // Who is mentioned comes to read the note.
  const [isMentioned] = useState(ticket.mentions > 0);
  const [side, setSide] = useState<"details" | "notes">(isMentioned ? "notes" : "details");
  // In the middle layout it lies over the conversation, so it opens only when it is asked for.
  const [isSideOver, setSideOver] = useState(isMentioned);
  const [isSnoozing, setSnoozing] = useState(false);
  const isSideOpen = layout === "three" ? wantsSide : layout === "two" && isSideOver;
  const [writing, setWriting] = useState<Pane>();
  const viewers = useViewers(ticket.id, writing);
  const deeds = useTicketDeeds(ticket, refresh);
  const go = useNeighbours(ticket.id);

  function show(next: Part, isFocused = false) {
    setPart(next);
    if (layout !== "one") {
      if (next === "notes" || next === "details") {
        setSide(next);
        toggleSide(true);
      } else if (layout === "two") setSideOver(false);
    }
    if (isFocused && next !== "details") focusComposer(next);
  }

  function toggleSide(isOpen: boolean) {
    if (layout === "three") preferences.change({ details: isOpen });
    else setSideOver(isOpen);
  }

  const soughtPane = sought?.pane;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the address points at another place.
  useEffect(() => {
    if (soughtPane) show(soughtPane);
  }, [soughtPane, sought?.seq]);

  useShortcuts({
    nextTicket: () => void go(1),
    previousTicket: () => void go(-1),
    nextPane: () => show(nextPane(part), true),
    reply: () => show(part === "creator_agent" ? "creator_agent" : "brand_agent", true),
    note: () => show("notes", true),
    resolve: () => void deeds.setStatus(ticket.status === "resolved" ? "open" : "resolved"),
    resolveNext: () => {
      void deeds.setStatus("resolved");
      go(1);
    },
    snooze: () => setSnoozing(ticket.status === "open" || ticket.status === "in_progress"),
    details: () => (layout === "one" ? setPart("details") : toggleSide(!isSideOpen)),
    close: () => {
      if (isSideOver) setSideOver(false);
      else void navigate({ to: "/inbox", search: true });
    },
  });

  const party = (type: ChannelType) => (
    <ChannelPane
      key={type}
      ticket={ticket}
      type={type}
      isActive={part === type}
      onActive={() => setPart(type)}
      onWriting={setWriting}
      viewers={viewers}
    />
  );
  const notes = <NotesPane ticket={ticket} onActive={() => setPart("notes")} onWriting={setWriting} />;
  const unreadIn = (type: Pane) =>
    type === "notes"
      ? ticket.mentions
      : (ticket.channels.find(({ channel_type }) => channel_type === type)?.unread ?? 0);

  return (
    <div ref={ref} className="flex h-full min-w-0 flex-col">
      <TicketHeader
        ticket={ticket}
        deeds={deeds}
        viewers={viewers}
        go={go}
        isSideOpen={isSideOpen}
        onSide={layout === "one" ? undefined : () => toggleSide(!isSideOpen)}
        onSnooze={() => setSnoozing(true)}
      />
      <SnoozeBanner ticket={ticket} deeds={deeds} />
      {isSnoozing ? <SnoozeDialog deeds={deeds} onClose={() => setSnoozing(false)} /> : null}
      {layout === "one" ? (
        <>
          <Tabs
            label={texts.ticket.panesLabel}
            now={part}
            onChange={setPart}
            tabs={(["brand_agent", "creator_agent", "notes", "details"] as const).map((value) => ({
              value,
              label:
                value === "brand_agent"
                  ? (ticket.order.brand?.name ?? texts.ticket.panes[value])
                  : value === "creator_agent"
                    ? (ticket.order.creator?.name ?? texts.ticket.panes[value])
                    : texts.ticket.panes[value],
              count: value === "details" ? 0 : unreadIn(value),
            }))}
          />
          <div
            id="ticket-part"
            role="tabpanel"
            aria-labelledby={`tab-${part}`}
            className="flex min-h-0 flex-1"
          >
            {part === "notes" ? notes : part === "details" ? <DetailsPanel ticket={ticket} /> : party(part)}
          </div>
        </>
      ) : (
        <div className="relative flex min-h-0 flex-1">
          {party("brand_agent")}
          {party("creator_agent")}
          {isSideOpen ? (
            <aside
              aria-label={texts.ticket.details}
              className={classNames(
                "flex w-[300px] flex-none flex-col border-s border-line bg-surface xl:w-[320px]",
                layout === "two" && "absolute inset-y-0 end-0 z-10 shadow-l",
              )}
            >
              <Tabs
                label={texts.ticket.panesLabel}
                now={side}
                onChange={(value) => {
                  setSide(value);
                  if (value === "notes") setPart("notes");
                }}
                tabs={[
                  { value: "details", label: texts.ticket.panes.details, count: 0 },
                  { value: "notes", label: texts.ticket.panes.notes, count: unreadIn("notes") },
                ]}
              />
              <div
                id="ticket-part"
                role="tabpanel"
                aria-labelledby={`tab-${side}`}
                className="flex min-h-0 flex-1"
              >
                {side === "notes" ? notes : <DetailsPanel ticket={ticket} />}
              </div>
            </aside>
          ) : null}
        </div>
      )}
    </div>
  );
}

function Tabs<Value extends string>({
  label,
  now,
  tabs,
  onChange,
}: {
  readonly label: string;
  readonly now: Value;
  readonly tabs: readonly { readonly value: Value; readonly label: string; readonly count: number }[];
  readonly onChange: (value: Value) => void;
}) {
  const texts = useTexts();
  return (
    <div
      role="tablist"
      aria-label={label}
      className="flex flex-none gap-1 overflow-x-auto border-b border-line px-2"
      onKeyDown={(event) => {
        // With another key an arrow is the browser's.
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (step === 0) return;
        const isMirrored = document.documentElement.dir === "rtl";
        const at = tabs.findIndex(({ value }) => value === now);
        const next = tabs[(at + (isMirrored ? -step : step) + tabs.length) % tabs.length];
        if (!next) return;
        event.preventDefault();
        onChange(next.value);
        document.getElementById(`tab-${next.value}`)?.focus();
      }}
    >
      {tabs.map(({ value, label: name, count }) => (
        <button
          key={value}
          id={`tab-${value}`}
          type="button"
          role="tab"
          aria-selected={value === now}
          aria-controls="ticket-part"
          tabIndex={value === now ? 0 : -1}
          data-note={value === "notes" || undefined}
          className="flex h-10 max-w-[40vw] flex-none items-center gap-1.5 border-b-2 border-transparent px-2.5 font-medium text-muted -outline-offset-2 hover:text-ink aria-selected:border-accent aria-selected:text-ink data-note:aria-selected:border-note data-note:aria-selected:text-note"
          onClick={() => onChange(value)}
        >
          <span className="truncate">{name}</span>
          {count > 0 ? (
            <Count
              value={count}
              label={value === "notes" ? texts.inbox.mentions(count) : texts.inbox.unread(count)}
            />
          ) : null}
        </button>
      ))}
    </div>
  );
}
