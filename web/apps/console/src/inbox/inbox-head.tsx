// Above the list: whose tickets, which of them, in which order.

import { isKey } from "@liaison-chat/react/logic";
import { Count, Icon, IconButton } from "@liaison-chat/ui";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { LabelDot } from "../labels/label.tsx";
import { useLabels } from "../labels/use-labels.ts";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine, MenuTick } from "../parts/menu.tsx";
import { keyWord } from "../shell/keys.ts";
import { openOverlay } from "../shell/overlays.ts";
import { useShortcuts } from "../shell/use-global-keys.ts";
import { useLocale, useTexts } from "../texts/texts.ts";
import { PriorityIcon, StatusSign } from "../ticket/signs.tsx";
import {
  filtersIn,
  type InboxSearch,
  NO_FILTERS,
  PRIORITIES,
  SORTS,
  STATUSES,
  sortOf,
  TO_DO,
  viewsOf,
} from "./inbox-search.ts";
import { SavedFiltersMenu } from "./saved-filters-menu.tsx";
import { takeSearchWish } from "./search-focus.ts";
import { useCounts } from "./use-counts.ts";

/** Typing is over when no key was pressed for so long. */
const TYPED_MS = 250;

/** The head of the list. */
export function InboxHead({
  search,
  total,
}: {
  readonly search: InboxSearch;
  readonly total: number | undefined;
}): ReactNode {
  const texts = useTexts();
  const change = useChange();
  return (
    <header className="flex flex-none flex-col gap-2 border-b border-line px-3 pt-3 pb-2">
      <div className="flex items-center gap-2">
        <h1 className="flex-1 text-xl tracking-tight">{texts.inbox.title}</h1>
        <SavedFiltersMenu search={search} />
        <FilterMenu search={search} />
        <Menu
          align="end"
          trigger={<IconButton icon="sort" label={texts.inbox.sortedBy(texts.inbox.sorts[sortOf(search)])} />}
        >
          <MenuLabel>{texts.inbox.sort}</MenuLabel>
          <MenuChoice
            value={sortOf(search)}
            onChange={(sort) => change({ sort })}
            options={SORTS.map((value) => ({ value, label: texts.inbox.sorts[value] }))}
          />
        </Menu>
      </div>
      <Views search={search} />
      <SearchField search={search} />
      <p className="text-sm text-muted" aria-live="polite">
        {total === undefined
          ? "\u00a0"
          : `${texts.inbox.total(total)} · ${texts.inbox.sorts[sortOf(search)]}`}
      </p>
    </header>
  );
}

/** Changes parts of the address, and keeps the rest. */
function useChange(): (change: { [Name in keyof InboxSearch]?: InboxSearch[Name] | undefined }) => void {
  const navigate = useNavigate();
  return (change) =>
    void navigate({
      to: ".",
      search: (before: InboxSearch) => ({ ...before, ...change }) as InboxSearch,
      replace: true,
    });
}

function Views({ search }: { readonly search: InboxSearch }) {
  const texts = useTexts();
  const locale = useLocale();
  const { me } = useConsole();
  const counts = useCounts().data;
  const change = useChange();
  const views = viewsOf(me);
  const now = search.view ?? "mine";
  return (
    <fieldset className="flex gap-0.5 rounded-lg bg-sunken p-0.5">
      <legend className="lia-hidden">{texts.inbox.viewsLabel}</legend>
      {views.map((view) => {
        const count = view === "mentioned" ? undefined : counts?.[view];
        const mentions = view === "mentioned" ? (counts?.mentioned ?? 0) : 0;
        return (
          <label
            key={view}
            title={
              view === "mentioned"
                ? texts.inbox.views.mentioned
                : count && texts.inbox.counted(count.open, count.waiting)
            }
            className="flex h-7 min-w-0 flex-auto cursor-pointer items-center justify-center gap-1.5 rounded-md px-1 font-medium text-muted has-checked:bg-surface has-checked:text-ink has-checked:shadow-s has-focus-visible:outline-2 has-focus-visible:outline-(--lia-focus)"
          >
            <input
              type="radio"
              name="view"
              className="lia-hidden"
              checked={view === now}
              onChange={() => change({ view: view === "mine" ? undefined : view })}
            />
            {view === "mentioned" ? (
              // The sign that one types for it: the word is too long beside the others.
              <>
                <span aria-hidden="true">@</span>
                <span className="lia-hidden">{texts.inbox.views.mentioned}</span>
                <Count value={mentions} label={texts.inbox.mentions(mentions)} tone="note" />
              </>
            ) : (
              <span className="truncate">{texts.inbox.views[view]}</span>
            )}
            {count ? (
              <span className="text-xs tabular-nums">{new Intl.NumberFormat(locale).format(count.open)}</span>
            ) : null}
          </label>
        );
      })}
    </fieldset>
  );
}

function SearchField({ search }: { readonly search: InboxSearch }) {
  const texts = useTexts();
  const change = useChange();
  const ref = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState(search.q ?? "");
  const told = useRef(search.q ?? "");
  useShortcuts({
    search: () => {
      // A phone shows the ticket alone: nobody closes it to look for another one.
      if (ref.current?.offsetParent) ref.current.focus();
      else openOverlay("palette");
    },
  });
  useEffect(() => {
    if (takeSearchWish()) ref.current?.focus();
  }, []);

  // Changed from elsewhere: back in the history, or a link.
  useEffect(() => {
    if ((search.q ?? "") === told.current) return;
    told.current = search.q ?? "";
    setWords(told.current);
  }, [search.q]);

  useEffect(() => {
    const wanted = words.trim();
    if (wanted === told.current) return;
    const timer = setTimeout(() => {
      told.current = wanted;
      change({ q: wanted || undefined });
    }, TYPED_MS);
    return () => clearTimeout(timer);
  });

  return (
    <div className="relative">
      <Icon name="search" size={14} className="pointer-events-none absolute start-2.5 top-[9px] text-faint" />
      <input
        ref={ref}
        type="search"
        aria-label={texts.inbox.search}
        aria-keyshortcuts="/"
        placeholder={texts.inbox.searchPlaceholder}
        title={`${texts.inbox.search} (${keyWord("search")})`}
        className="lia-input !min-h-8 !border-transparent !bg-sunken !py-1 !ps-8 focus:!border-edge focus:!bg-surface"
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (!isKey(event, "Escape")) return;
          event.stopPropagation();
          setWords("");
          event.currentTarget.blur();
        }}
      />
    </div>
  );
}

function FilterMenu({ search }: { readonly search: InboxSearch }) {
  const texts = useTexts();
  const change = useChange();
  const count = filtersIn(search);
  const statuses = search.status ?? TO_DO;
  const toggled = <T extends string>(all: readonly T[], now: readonly T[], one: T, isOn: boolean) => {
    const next = all.filter((value) => (value === one ? isOn : now.includes(value)));
    return next.length > 0 ? next : undefined;
  };
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          icon="filter"
          label={count > 0 ? texts.inbox.filtersActive(count) : texts.inbox.filters}
          className={count > 0 ? "!bg-accent-soft !text-accent-soft-on" : ""}
        />
      }
    >
      <MenuLabel>{texts.inbox.only}</MenuLabel>
      <MenuTick isOn={search.unread ?? false} onChange={(isOn) => change({ unread: isOn || undefined })}>
        {texts.inbox.unreadOnly}
      </MenuTick>
      <MenuTick isOn={search.waiting ?? false} onChange={(isOn) => change({ waiting: isOn || undefined })}>
        {texts.inbox.waitingOnly}
      </MenuTick>
      <MenuTick isOn={search.snoozed ?? false} onChange={(isOn) => change({ snoozed: isOn || undefined })}>
        {texts.inbox.snoozedOnly}
      </MenuTick>
      <MenuLine />
      <MenuLabel>{texts.inbox.status}</MenuLabel>
      {STATUSES.map((status) => (
        <MenuTick
          key={status}
          isOn={statuses.includes(status)}
          onChange={(isOn) => {
            const next = toggled(STATUSES, statuses, status, isOn);
            change({ status: next && next.join() === TO_DO.join() ? undefined : next });
          }}
          sign={<StatusSign status={status} />}
        >
          {texts.statuses[status]}
        </MenuTick>
      ))}
      <MenuLine />
      <MenuLabel>{texts.inbox.priority}</MenuLabel>
      {PRIORITIES.map((priority) => (
        <MenuTick
          key={priority}
          isOn={search.priority?.includes(priority) ?? false}
          onChange={(isOn) =>
            change({ priority: toggled(PRIORITIES, search.priority ?? [], priority, isOn) })
          }
          sign={<PriorityIcon priority={priority} />}
        >
          {texts.priorities[priority]}
        </MenuTick>
      ))}
      <LabelTicks search={search} />
      {count > 0 ? (
        <>
          <MenuLine />
          <MenuItem icon="close" onSelect={() => change(NO_FILTERS)}>
            {texts.inbox.clear}
          </MenuItem>
        </>
      ) : null}
    </Menu>
  );
}

function LabelTicks({ search }: { readonly search: InboxSearch }) {
  const texts = useTexts();
  const change = useChange();
  const { data } = useLabels();
  const chosen = search.label ?? [];
  if (!data?.length) return null;
  return (
    <>
      <MenuLine />
      <MenuLabel>{texts.inbox.labels}</MenuLabel>
      {data.map(({ id, name, color }) => (
        <MenuTick
          key={id}
          isOn={chosen.includes(id)}
          onChange={(isOn) => {
            const next = isOn ? [...chosen, id] : chosen.filter((one) => one !== id);
            change({ label: next.length > 0 ? next : undefined });
          }}
          sign={<LabelDot of={color} />}
        >
          <bdi>{name}</bdi>
        </MenuTick>
      ))}
    </>
  );
}
