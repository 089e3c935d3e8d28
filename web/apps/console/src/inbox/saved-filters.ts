// Filters under a name: what the inbox showed when somebody saved it. They are among the person's preferences.

import { type InboxSearch, readSearch } from "./inbox-search.ts";

/** Filters with their name. */
export interface SavedFilter {
  readonly name: string;
  readonly search: InboxSearch;
}

/** More would make the menu a list to search in, and the preferences too large for the server. */
export const MOST_FILTERS = 20;
export const LONGEST_NAME = 60;

/** What was kept, without what is none: other versions of the console write there too. */
export function readFilters(kept: unknown): readonly SavedFilter[] {
  if (!Array.isArray(kept)) return [];
  const read = kept.flatMap((one: unknown) => {
    if (typeof one !== "object" || one === null) return [];
    const { name, search } = one as { name?: unknown; search?: unknown };
    if (typeof name !== "string" || !name.trim() || typeof search !== "object" || search === null) return [];
    return [{ name: name.trim().slice(0, LONGEST_NAME), search: readSearch(search) }];
  });
  return read
    .filter(({ name }, at) => read.findIndex((one) => one.name === name) === at)
    .slice(0, MOST_FILTERS);
}

/** The filters with one more; one of the same name gives way. */
export function withFilter(
  filters: readonly SavedFilter[],
  name: string,
  search: InboxSearch,
): SavedFilter[] {
  return [...withoutFilter(filters, name), { name, search: readSearch(search) }];
}

/** The filters without one. */
export function withoutFilter(filters: readonly SavedFilter[], name: string): SavedFilter[] {
  return filters.filter((one) => one.name !== name);
}

/** Whether two views show the same: what is not said is as nobody said anything. */
export function isSame(one: InboxSearch, other: InboxSearch): boolean {
  const written = (search: InboxSearch) => JSON.stringify(Object.entries(readSearch(search)).sort());
  return written(one) === written(other);
}
