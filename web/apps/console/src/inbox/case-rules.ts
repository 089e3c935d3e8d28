// Which cases belong to a view, and in which order: the rules of the server once more, so that a row that changed is put where
// it belongs without reading the list again.
import type { CaseRow } from "@liaison-chat/client";

/** The caller's own lists, and those of everyone. */
export type CaseView =
  | "mine"
  | "queue"
  | "unassigned"
  | "team"
  | "everyone"
  | "mentions"
  | "snoozed"
  | "done"
  | "all";

/** How a list is sorted. `turn`: whoever has been waiting for us longest comes first. */
export type CaseSort = "turn" | "newest" | "created" | "priority";

/** Which cases, in which order. Several values of one field have commas between them. */
export interface CaseQuery {
  readonly view?: CaseView;
  readonly kind?: string;
  readonly status?: string;
  readonly priority?: string;
  readonly label?: string;
  /** Only those in which someone waits for us. */
  readonly waiting?: boolean;
  readonly unread?: boolean;
  readonly q?: string;
  readonly sort?: CaseSort;
}

/** Who looks at the list. */
export interface CaseReader {
  readonly id: number;
  readonly public_id: string;
  readonly user_type: string;
  readonly team?: string | null | undefined;
}

/** Whether a case belongs to the list. Words that were searched for are the server's to find: see `isSearch`. */
export function belongs(row: CaseRow, query: CaseQuery, reader: CaseReader): boolean {
  return isInView(row, query.view ?? "mine", reader) && passes(row, query);
}

/** Whether only the server can say what belongs to the list. */
export function isSearch({ q }: CaseQuery): boolean {
  return q !== undefined && q !== "";
}

function isInView(row: CaseRow, view: CaseView, reader: CaseReader): boolean {
  const isListed = row.is_open && !row.is_snoozed;
  switch (view) {
    case "mine":
      return isListed && row.agent?.id === reader.id;
    case "queue":
      return row.is_open && Boolean(row.queued_at);
    case "unassigned":
      return row.is_open && !row.agent;
    case "team":
      return isListed && Boolean(reader.team) && row.team === reader.team;
    case "everyone":
      return isListed;
    case "mentions":
      return row.is_open && row.mentions > 0;
    case "snoozed":
      return row.is_open && row.is_snoozed && isLedBy(row, reader);
    case "done":
      return !row.is_open && isLedBy(row, reader);
    case "all":
      return true;
  }
}

/** What is snoozed or done is shown to whom it belongs: to leads that of the team, above them everyone's. */
function isLedBy(row: CaseRow, { id, user_type, team }: CaseReader): boolean {
  const isOwn = row.agent?.id === id;
  if (user_type === "agent") return isOwn;
  return user_type === "team_lead" ? isOwn || (Boolean(team) && row.team === team) : true;
}

function passes(row: CaseRow, query: CaseQuery): boolean {
  const isOneOf = (wanted: string | undefined, values: readonly (string | number)[]) =>
    !wanted || values.some((value) => wanted.split(",").includes(String(value)));
  return (
    isOneOf(query.kind, [row.kind]) &&
    isOneOf(query.status, [row.status]) &&
    isOneOf(query.priority, [row.priority]) &&
    isOneOf(query.label, row.labels) &&
    (!query.waiting || row.turn.of === "us") &&
    (!query.unread || row.unread > 0)
  );
}

const PRIORITIES = ["urgent", "high", "medium", "low"];

/** Negative when the first comes before the second. The queue has an order of its own: that in which cases are offered. */
export function compareCases({
  view,
  sort = "turn",
}: Pick<CaseQuery, "view" | "sort">): (one: CaseRow, other: CaseRow) => number {
  const order = view === "queue" ? asOffered : ORDERS[sort];
  return (one, other) => order(one, other) || other.id - one.id;
}

const ORDERS: Readonly<Record<CaseSort, (one: CaseRow, other: CaseRow) => number>> = {
  turn: (one, other) =>
    Number(other.turn.of === "us") - Number(one.turn.of === "us") ||
    (one.turn.of === "us" ? later(other.turn.since, one.turn.since) : later(lastOf(one), lastOf(other))),
  newest: (one, other) => later(lastOf(one), lastOf(other)),
  created: (one, other) => later(one.created_at, other.created_at),
  priority: (one, other) => urgency(one, other) || later(other.created_at, one.created_at),
};

const asOffered = (one: CaseRow, other: CaseRow): number =>
  urgency(one, other) || later(other.queued_at, one.queued_at);

const urgency = (one: CaseRow, other: CaseRow): number =>
  PRIORITIES.indexOf(one.priority) - PRIORITIES.indexOf(other.priority);

const lastOf = (row: CaseRow): string => row.last?.at ?? row.created_at;

/** The later time first. */
function later(one: string | null | undefined, other: string | null | undefined): number {
  return Date.parse(other ?? "") - Date.parse(one ?? "") || 0;
}
