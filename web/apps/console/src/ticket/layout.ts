// Which parts of a ticket are shown at once.
import type { Pane } from "../conversation/pane.ts";

/** What can be looked at: the three logs, and the facts. */
export type Part = Pane | "details";

/** `one`: a tab for each part. `two`: both parties, the rest slides over. `three`: the rest stands beside them. */
export type Layout = "one" | "two" | "three";

/** Which of them fits into so many pixels. */
export function layoutFor(width: number): Layout {
  if (width >= 1000) return "three";
  if (width >= 700) return "two";
  return "one";
}

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
