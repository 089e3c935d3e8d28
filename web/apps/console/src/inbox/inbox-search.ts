// What the inbox shows, as it stands in the address: a view can be bookmarked, shared and gone back to.

import type { TicketQuery } from "@liaison-chat/client";

export const VIEWS = ["mine", "team", "all", "mentioned"] as const;
export const STATUSES = ["open", "in_progress", "resolved", "closed"] as const;
export const PRIORITIES = ["urgent", "high", "medium", "low"] as const;
export const SORTS = [
  "waiting_desc",
  "activity_desc",
  "priority_desc",
  "created_desc",
  "created_asc",
] as const;

export type View = (typeof VIEWS)[number];
export type Status = (typeof STATUSES)[number];
export type Priority = (typeof PRIORITIES)[number];
export type Sort = (typeof SORTS)[number];

/** What is in the address. What is not there is as nobody said anything. */
export interface InboxSearch {
  readonly view?: View;
  readonly status?: readonly Status[];
  readonly priority?: readonly Priority[];
  readonly unread?: true;
  readonly waiting?: true;
  readonly snoozed?: true;
  /** Ids of labels: tickets that have one of them. */
  readonly label?: readonly number[];
  readonly q?: string;
  readonly sort?: Sort;
}

/** Without a choice: what is still to be done. */
export const TO_DO: readonly Status[] = ["open", "in_progress"];

const NO_SORT: Sort = "waiting_desc";

/** More would be no filter. */
const MOST_LABELS = 50;

/** Takes what an address says, and leaves out what it cannot mean. */
export function readSearch(raw: Readonly<Record<string, unknown>> | InboxSearch): InboxSearch {
  const said = raw as Readonly<Record<string, unknown>>;
  const one = <T extends string>(all: readonly T[], value: unknown) => all.find((known) => known === value);
  const several = <T extends string>(all: readonly T[], value: unknown) => {
    const named = String(value ?? "").split(",");
    const found = all.filter((known) => named.includes(known));
    return found.length > 0 ? found : undefined;
  };
  const view = one(VIEWS, said["view"]);
  const sort = one(SORTS, said["sort"]);
  const status = several(STATUSES, said["status"]);
  const priority = several(PRIORITIES, said["priority"]);
  const label = [
    ...new Set(
      String(said["label"] ?? "")
        .split(",")
        .map(Number),
    ),
  ]
    .filter((id) => Number.isSafeInteger(id) && id > 0)
    .slice(0, MOST_LABELS);
  const q =
    typeof said["q"] === "string" || typeof said["q"] === "number" ? String(said["q"]).slice(0, 200) : "";
  const isOn = (value: unknown) => value === true || value === "true" || value === 1;
  return {
    ...(view && view !== "mine" ? { view } : {}),
    ...(status ? { status } : {}),
    ...(priority ? { priority } : {}),
    ...(isOn(said["unread"]) ? { unread: true as const } : {}),
    ...(isOn(said["waiting"]) ? { waiting: true as const } : {}),
    ...(isOn(said["snoozed"]) ? { snoozed: true as const } : {}),
    ...(label.length > 0 ? { label } : {}),
    ...(q ? { q } : {}),
    ...(sort && sort !== NO_SORT ? { sort } : {}),
  };
}

/** The search without its filters. */
export const NO_FILTERS = {
  status: undefined,
  priority: undefined,
  unread: undefined,
  waiting: undefined,
  snoozed: undefined,
  label: undefined,
} as const;

/** How many filters narrow the view. */
export function filtersIn(search: InboxSearch): number {
  return (Object.keys(NO_FILTERS) as (keyof typeof NO_FILTERS)[]).filter((name) => search[name]).length;
}

/** The sort that is shown. */
export function sortOf(search: InboxSearch): Sort {
  return search.sort ?? NO_SORT;
}

/** Who asks. */
interface Asker {
  readonly user_type: string;
  readonly team?: string | null;
}

/** Those who see every team. */
const SEES_ALL = ["supervisor", "admin", "super_admin"];

/** The views that somebody has. */
export function viewsOf({ user_type, team }: Asker): View[] {
  const seesAll = SEES_ALL.includes(user_type);
  const hasTeam = Boolean(team) || user_type === "team_lead";
  return VIEWS.filter((view) => (view === "team" ? hasTeam : view === "all" ? seesAll : true));
}

/** The question to the server. */
export function queryOf(search: InboxSearch, asker: Asker): TicketQuery {
  const { view = "mine", status, priority, unread, waiting, snoozed, label, q } = search;
  // Without a team it is what the person may see.
  const team = view === "team" ? asker.team : undefined;
  // Whoever looks for words, or for what colleagues said, wants all that fits: done, snoozed or not.
  const wantsAll = Boolean(q) || view === "mentioned";
  const statuses = status ?? (wantsAll ? undefined : TO_DO);
  const aside = snoozed ?? (wantsAll ? undefined : false);
  return {
    view: view === "mine" ? "assigned" : view === "mentioned" ? "mentioned" : "overview",
    ...(team ? { team } : {}),
    sort: sortOf(search),
    ...(statuses ? { status: statuses.join(",") } : {}),
    ...(priority ? { priority: priority.join(",") } : {}),
    ...(unread ? { unread } : {}),
    ...(waiting ? { waiting } : {}),
    ...(aside === undefined ? {} : { snoozed: aside }),
    ...(label ? { label: label.join(",") } : {}),
    ...(q ? { q } : {}),
  };
}
