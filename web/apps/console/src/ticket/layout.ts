// Which parts of a case are shown at once, by the room there is.
import type { Pane } from "../conversation/pane.ts";

/** What can be looked at: the three logs, and the facts. */
export type Part = Pane | "details" | "person";

/**
 * `tabs`: a tab for each part, as on a phone. `one`: a tab for each party, the rest slides over. `two`: both parties, the
 * rest slides over. `three`: the rest stands beside them. `wide`: the details and the notes both do.
 */
export type Layout = "tabs" | "one" | "two" | "three" | "wide";

/** A pane, and what stands beside two of them. Both fit beside the list and the views at 1440, with their borders. */
const PANE_PX = 310;
const SIDE_PX = 272;
/** One pane alone: beside the list and the views at 1024, with their borders. */
const ONE_PX = 478;
/** Both sides beside both panes: on a large screen only, and the lines of the panes stay long enough to read. */
const WIDE_PX = 2 * 360 + 2 * SIDE_PX;

/** Which of them fits into so many pixels. */
export function layoutFor(width: number): Layout {
  if (width >= WIDE_PX) return "wide";
  if (width >= 2 * PANE_PX + SIDE_PX) return "three";
  if (width >= 2 * PANE_PX) return "two";
  return width >= ONE_PX ? "one" : "tabs";
}

/** Whether what stands at the side lies over the conversations. */
export const isOverlaid = (layout: Layout): boolean => layout === "one" || layout === "two";

const PANES: readonly Pane[] = ["brand_agent", "creator_agent", "notes"];

/** The part that comes after this one. */
export function nextPane(now: Part): Pane {
  const at = PANES.indexOf(now as Pane);
  return PANES[(at + 1) % PANES.length] ?? "brand_agent";
}

/** Where to begin: with whom waits longest for an answer, else with what was not read, else with the brand. */
export function firstPane(
  channels: readonly {
    channel_type?: string | null;
    waiting_since?: string | null;
    unread: number;
  }[],
): Pane {
  const waiting = channels
    .filter(({ waiting_since }) => waiting_since)
    .sort((one, other) => String(one.waiting_since).localeCompare(String(other.waiting_since)))[0];
  const chosen = waiting ?? channels.find(({ unread }) => unread > 0);
  return chosen?.channel_type === "creator_agent" ? "creator_agent" : "brand_agent";
}
