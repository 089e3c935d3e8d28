// What the inbox shows, as it stands in the address: a view can be bookmarked, shared and gone back to.

import type { CaseKind } from "@liaison-chat/client";
import { KINDS } from "./case-key.ts";
import type { CaseQuery } from "./case-rules.ts";

export const VIEWS = [
  "queue",
  "mine",
  "unassigned",
  "mentions",
  "snoozed",
  "done",
  "team",
  "everyone",
] as const;
export const STATUSES = ["open", "in_progress", "resolved", "closed"] as const;
export const PRIORITIES = ["urgent", "high", "medium", "low"] as const;
export const SORTS = ["turn", "newest", "priority", "created"] as const;

export type View = (typeof VIEWS)[number];
export type Status = (typeof STATUSES)[number];
export type Priority = (typeof PRIORITIES)[number];
export type Sort = (typeof SORTS)[number];

/** What is in the address. What is not there is as if nobody had said anything. */
export interface InboxSearch {
  readonly view?: View;
  readonly kind?: readonly CaseKind[];
  readonly status?: readonly Status[];
  readonly priority?: readonly Priority[];
  readonly unread?: true;
  /** Only cases in which someone is waiting for us. */
  readonly waiting?: true;
  /** Ids of labels: cases that bear one of them. */
  readonly label?: readonly number[];
  readonly q?: string;
  /** The words are sought in all cases, not only in those of the view. */
  readonly all?: true;
  readonly sort?: Sort;
}

const NO_SORT: Sort = "turn";

/** More would be no filter. */
const MOST_LABELS = 50;

/** What views and sorts were called before, in bookmarks and saved filters. */
const FORMER: Readonly<Record<string, string>> = {
  all: "everyone",
  mentioned: "mentions",
  waiting_desc: "turn",
  activity_desc: "newest",
  priority_desc: "priority",
  created_desc: "created",
  created_asc: "created",
};

/** Takes what an address says, and leaves out what it cannot mean. */
export function readSearch(raw: Readonly<Record<string, unknown>> | InboxSearch): InboxSearch {
  const said = raw as Readonly<Record<string, unknown>>;
  const one = <T extends string>(all: readonly T[], value: unknown) => {
    const named = FORMER[String(value)] ?? value;
    return all.find((known) => known === named);
  };
  const several = <T extends string>(all: readonly T[], value: unknown) => {
    const named = String(value ?? "").split(",");
    const found = all.filter((known) => named.includes(known));
    return found.length > 0 ? found : undefined;
  };
  const isOn = (value: unknown) => value === true || value === "true" || value === 1;
  const view = one(VIEWS, said["view"]) ?? (isOn(said["snoozed"]) ? "snoozed" : undefined);
  const sort = one(SORTS, said["sort"]);
  const kind = several(KINDS, said["kind"]);
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
  return {
    ...(view && view !== "mine" ? { view } : {}),
    ...(kind ? { kind } : {}),
    ...(status ? { status } : {}),
    ...(priority ? { priority } : {}),
    ...(isOn(said["unread"]) ? { unread: true as const } : {}),
    ...(isOn(said["waiting"]) ? { waiting: true as const } : {}),
    ...(label.length > 0 ? { label } : {}),
    ...(q ? { q } : {}),
    ...(q && isOn(said["all"]) ? { all: true as const } : {}),
    ...(sort && sort !== NO_SORT ? { sort } : {}),
  };
}

/** The search without its filters. */
export const NO_FILTERS = {
  status: undefined,
  priority: undefined,
  unread: undefined,
  waiting: undefined,
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

/** The views that someone has: without a team there is none to look at. */
export function viewsOf({ team }: Asker): View[] {
  return VIEWS.filter((view) => view !== "team" || Boolean(team));
}

/** The question to the server. */
export function queryOf(search: InboxSearch): CaseQuery {
  const { view = "mine", all, kind, status, priority, unread, waiting, label, q } = search;
  return {
    view: all ? "all" : view,
    sort: sortOf(search),
    ...(kind ? { kind: kind.join(",") } : {}),
    ...(status ? { status: status.join(",") } : {}),
    ...(priority ? { priority: priority.join(",") } : {}),
    ...(unread ? { unread } : {}),
    ...(waiting ? { waiting } : {}),
    ...(label ? { label: label.join(",") } : {}),
    ...(q ? { q } : {}),
  };
}
