// The views of the inbox in their sections: what each shows, how many cases it has, and which one is shown now.

import type { IconName } from "@liaison-chat/ui";
import { shortAge, useNow } from "@liaison-chat/ui";
import { useConsole } from "../auth/console-context.tsx";
import { iconOf } from "../kinds.ts";
import { usePreferences } from "../preferences/use-preferences.ts";
import { useLocale, useTexts } from "../texts/texts.ts";
import { KINDS } from "./case-key.ts";
import { type InboxSearch, type View, viewsOf } from "./inbox-search.ts";
import { isSame } from "./saved-filters.ts";
import { useCaseCounts } from "./use-case-counts.ts";

/** One way to look at the inbox. */
export interface ViewItem {
  readonly id: string;
  readonly icon: IconName;
  readonly label: string;
  /** How many cases; undefined where nobody counts them. */
  readonly count: number | undefined;
  /** Since when the oldest has been waiting. */
  readonly age?: string | undefined;
  readonly search: InboxSearch;
  readonly isNow: boolean;
}

/** Views that belong together. */
export interface ViewSection {
  readonly id: "views" | "kinds" | "team" | "saved";
  readonly title: string | undefined;
  readonly items: readonly ViewItem[];
}

const ICONS: Readonly<Record<View, IconName>> = {
  queue: "queue",
  mine: "inbox",
  unassigned: "unassigned",
  mentions: "mention",
  snoozed: "moon",
  done: "done",
  team: "people",
  everyone: "globe",
};

/** The sections. `search` is what is shown now. */
export function useViews(search: InboxSearch): readonly ViewSection[] {
  const texts = useTexts();
  const locale = useLocale();
  const now = useNow();
  const { me } = useConsole();
  const { filters } = usePreferences();
  const counts = useCaseCounts().data;
  const saved = filters.find((one) => isSame(one.search, search));
  const isElsewhere = saved !== undefined || search.all === true;
  const view = search.view ?? "mine";
  const isKind = !isElsewhere && search.kind !== undefined;
  const oldest = counts?.queue.oldest_at;

  const viewItem = (id: View): ViewItem => ({
    id,
    icon: ICONS[id],
    label: id === "team" && me.team ? me.team : texts.cases.views[id],
    // What is done is not counted: there is no end to it.
    count: id === "done" ? undefined : id === "queue" ? counts?.queue.count : counts?.[id],
    age: id === "queue" && oldest ? shortAge(Date.parse(oldest), now, locale) : undefined,
    search: id === "mine" ? {} : { view: id },
    isNow: !isElsewhere && !isKind && view === id,
  });
  const mine = viewsOf(me);
  const own = mine.filter((id) => id !== "team" && id !== "everyone");
  const shared = mine.filter((id) => id === "team" || id === "everyone");
  return [
    { id: "views", title: undefined, items: own.map(viewItem) },
    {
      id: "kinds",
      title: texts.cases.kindsTitle,
      items: KINDS.map((kind) => ({
        id: `kind-${kind}`,
        icon: iconOf(kind),
        label: texts.cases.kinds[kind],
        count: counts?.kinds.find((one) => one.kind === kind)?.count,
        search: { view: "everyone", kind: [kind] },
        isNow: isKind && search.kind?.join() === kind,
      })),
    },
    { id: "team", title: texts.cases.teamTitle, items: shared.map(viewItem) },
    {
      id: "saved",
      title: texts.cases.savedTitle,
      items: filters.map(({ name, search: kept }) => ({
        id: `saved-${name}`,
        icon: "star",
        label: name,
        count: undefined,
        search: kept,
        isNow: saved?.name === name,
      })),
    },
  ];
}

/** The view that is shown. */
export function viewNow(sections: readonly ViewSection[]): ViewItem | undefined {
  return sections.flatMap(({ items }) => items).find(({ isNow }) => isNow);
}
