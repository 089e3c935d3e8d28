// Above the list: which view, how many cases, which of them, in which order.

import { Icon, IconButton } from "@liaison-chat/ui";
import { type ReactNode, useState } from "react";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from "../parts/menu.tsx";
import { keyWord } from "../shell/keys.ts";
import type { Texts } from "../texts/english.ts";
import { useLocale, useTexts } from "../texts/texts.ts";
import { FilterMenu } from "./filter-menu.tsx";
import { type InboxSearch, SORTS, sortOf } from "./inbox-search.ts";
import { LookMenu } from "./look-menu.tsx";
import { SaveDialog } from "./saved-dialogs.tsx";
import { isSame } from "./saved-filters.ts";
import { SearchField, useSearchField } from "./search-field.tsx";
import { useCaseCounts } from "./use-case-counts.ts";
import { useChange } from "./use-change.ts";
import { type ViewSection, viewNow } from "./use-views.ts";

/** The head of the list. */
export function ListHead({
  search,
  sections,
  isMenu,
  hasTable,
}: {
  readonly search: InboxSearch;
  readonly sections: readonly ViewSection[];
  /** Whether the views are a menu here, because there is no column for them. */
  readonly isMenu: boolean;
  /** Whether there is room for a table. */
  readonly hasTable: boolean;
}): ReactNode {
  const texts = useTexts();
  const field = useSearchField(search);
  return (
    <header className="flex flex-none flex-col border-b border-line">
      <div className="flex min-h-12 items-center gap-1 ps-4 pe-2">
        <Title sections={sections} search={search} isMenu={isMenu} />
        <IconButton
          icon="search"
          label={`${texts.inbox.search} (${keyWord("search")})`}
          aria-expanded={field.isOpen}
          onClick={field.toggle}
        />
        <FilterMenu search={search} />
        <LookMenu hasTable={hasTable} />
      </div>
      {field.isOpen ? (
        <SearchField search={search} view={viewLabel(sections, search, texts)} field={field} />
      ) : null}
      <div className="flex items-center gap-1.5 ps-2.5 pe-4 pb-1.5 text-sm text-muted">
        {/* The queue has an order of its own. */}
        {search.view === "queue" && !search.all ? null : <SortMenu search={search} />}
        <span className="flex-1" />
        <WaitingCount search={search} />
      </div>
    </header>
  );
}

/** What the view is called that the words are sought in, if not in all cases. */
function viewLabel(sections: readonly ViewSection[], { all, ...search }: InboxSearch, texts: Texts): string {
  const { q, ...view } = search;
  const items = sections.flatMap((section) => section.items);
  const named = items.find((item) => isSame(item.search, view)) ?? items.find(({ isNow }) => isNow);
  return named?.label ?? texts.cases.views[search.view ?? "mine"];
}

function Title({
  sections,
  search,
  isMenu,
}: {
  readonly sections: readonly ViewSection[];
  readonly search: InboxSearch;
  readonly isMenu: boolean;
}) {
  const texts = useTexts();
  const locale = useLocale();
  const now = viewNow(sections);
  const label = search.all ? texts.cases.searchResults : viewLabel(sections, search, texts);
  const words = (
    <>
      <bdi className="truncate">{label}</bdi>
      {now?.count ? (
        <span className="ms-1.5 text-base font-medium text-muted tabular-nums">
          {new Intl.NumberFormat(locale).format(now.count)}
        </span>
      ) : null}
    </>
  );
  const look = "flex min-w-0 items-center text-[15px] leading-5 font-[650] tracking-tight";
  if (!isMenu) return <h2 className={`${look} flex-1`}>{words}</h2>;
  return (
    <h1 className="flex min-w-0 flex-1">
      <ViewsMenu sections={sections} search={search}>
        <button
          type="button"
          aria-label={texts.cases.changeView(label)}
          className={`${look} -ms-2 min-h-8 rounded-md px-2 hover:bg-sunken aria-expanded:bg-sunken`}
        >
          {words}
          <Icon name="chevron" size={14} className="ms-1 flex-none self-center text-muted" />
        </button>
      </ViewsMenu>
    </h1>
  );
}

function ViewsMenu({
  sections,
  search,
  children,
}: {
  readonly sections: readonly ViewSection[];
  readonly search: InboxSearch;
  readonly children: ReactNode;
}) {
  const texts = useTexts();
  const locale = useLocale();
  const change = useChange();
  const [isSaving, setSaving] = useState(false);
  const items = sections.flatMap((section) => section.items);
  return (
    <>
      <Menu trigger={children}>
        {sections.map(({ id, title, items: some }) =>
          some.length > 0 ? (
            <div key={id}>
              {title ? <MenuLabel>{title}</MenuLabel> : null}
              <MenuChoice
                value={viewNow(sections)?.id}
                onChange={(chosen) => {
                  const item = items.find((one) => one.id === chosen);
                  if (item) change.to(item.search);
                }}
                options={some.map((item) => ({
                  value: item.id,
                  label: item.count
                    ? texts.joined.pair(item.label, new Intl.NumberFormat(locale).format(item.count))
                    : item.label,
                  sign: <Icon name={item.icon} className="text-muted" />,
                }))}
              />
            </div>
          ) : null,
        )}
        <MenuLine />
        <MenuItem icon="plus" onSelect={() => setSaving(true)}>
          {texts.inbox.save}
        </MenuItem>
      </Menu>
      {isSaving ? <SaveDialog search={search} onClose={() => setSaving(false)} /> : null}
    </>
  );
}

function SortMenu({ search }: { readonly search: InboxSearch }) {
  const texts = useTexts();
  const change = useChange();
  const sort = sortOf(search);
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex min-h-6 items-center gap-1.5 rounded-md px-1.5 font-medium hover:bg-sunken hover:text-ink aria-expanded:bg-sunken"
          aria-label={texts.inbox.sortedBy(texts.cases.sorts[sort])}
        >
          <Icon name="sort" size={14} />
          {texts.cases.sorts[sort]}
          <Icon name="chevron" size={12} />
        </button>
      }
    >
      <MenuLabel>{texts.inbox.sort}</MenuLabel>
      <MenuChoice
        value={sort}
        onChange={(chosen) => change.by({ sort: chosen })}
        options={SORTS.map((value) => ({ value, label: texts.cases.sorts[value] }))}
      />
    </Menu>
  );
}

/** Of one's own cases: in how many someone is waiting. */
function WaitingCount({ search }: { readonly search: InboxSearch }) {
  const texts = useTexts();
  const counts = useCaseCounts().data;
  if (!counts || search.all || (search.view ?? "mine") !== "mine") return null;
  return <span className="truncate tabular-nums">{texts.cases.waitingOnYou(counts.mine_waiting)}</span>;
}
