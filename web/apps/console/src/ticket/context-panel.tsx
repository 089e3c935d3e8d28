// Beside the conversations: the details of the case, its people, and the notes of staff. Side by side where there is room.

import { classNames } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { useTexts } from "../texts/texts.ts";
import type { Layout } from "./layout.ts";
import { Tabbed } from "./tabs.tsx";
import type { Parts, Side } from "./use-parts.ts";

/** What stands behind each tab. */
export type Sides = Readonly<Record<Side, ReactNode>>;

/** The panel. */
export function ContextPanel({
  layout,
  parts,
  sides,
  mentions,
}: {
  readonly layout: Layout;
  readonly parts: Parts;
  readonly sides: Sides;
  readonly mentions: number;
}): ReactNode {
  const texts = useTexts();
  const { side, setSide } = parts;
  const tabs = {
    details: { value: "details", label: texts.ticket.panes.details, count: 0 },
    person: { value: "person", label: texts.cases.person, count: 0 },
    notes: { value: "notes", label: texts.ticket.panes.notes, count: mentions },
  } as const;
  const isWide = layout === "wide";
  const shown = isWide && side === "notes" ? "details" : side;
  return (
    <>
      <aside
        aria-label={texts.ticket.details}
        className={classNames(
          "flex w-68 flex-none flex-col border-s border-line bg-surface",
          layout !== "three" && !isWide && "absolute inset-y-0 end-0 z-20 shadow-l max-w-full",
        )}
      >
        <Tabbed
          label={texts.ticket.panesLabel}
          now={shown}
          onChange={setSide}
          tabs={isWide ? [tabs.details, tabs.person] : [tabs.details, tabs.person, tabs.notes]}
        >
          {sides[shown]}
        </Tabbed>
      </aside>
      {isWide ? (
        <aside
          aria-label={texts.ticket.notesTitle}
          className="flex w-68 flex-none flex-col border-s border-line bg-surface"
        >
          {sides.notes}
        </aside>
      ) : null}
    </>
  );
}
