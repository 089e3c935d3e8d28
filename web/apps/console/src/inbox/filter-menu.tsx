// What narrows a view: unread, waiting, status, priority, labels.

import { IconButton } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { LabelDot } from "../labels/label.tsx";
import { useLabels } from "../labels/use-labels.ts";
import { Menu, MenuItem, MenuLabel, MenuLine, MenuTick } from "../parts/menu.tsx";
import { useTexts } from "../texts/texts.ts";
import { PriorityIcon, StatusSign } from "../ticket/signs.tsx";
import {
  filtersIn,
  type InboxSearch,
  NO_FILTERS,
  PRIORITIES,
  STATUSES,
  type Status,
} from "./inbox-search.ts";
import { useChange } from "./use-change.ts";

/** The button and its menu. */
export function FilterMenu({ search }: { readonly search: InboxSearch }): ReactNode {
  const texts = useTexts();
  const change = useChange();
  const count = filtersIn(search);
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
      <MenuTick isOn={search.unread ?? false} onChange={(isOn) => change.by({ unread: isOn || undefined })}>
        {texts.inbox.unreadOnly}
      </MenuTick>
      <MenuTick isOn={search.waiting ?? false} onChange={(isOn) => change.by({ waiting: isOn || undefined })}>
        {texts.inbox.waitingOnly}
      </MenuTick>
      <MenuLine />
      <MenuLabel>{texts.inbox.status}</MenuLabel>
      {statusesIn(search).map((status) => (
        <MenuTick
          key={status}
          isOn={search.status?.includes(status) ?? false}
          onChange={(isOn) => change.by({ status: changed(STATUSES, search.status, status, isOn) })}
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
          onChange={(isOn) => change.by({ priority: changed(PRIORITIES, search.priority, priority, isOn) })}
          sign={<PriorityIcon priority={priority} />}
        >
          {texts.priorities[priority]}
        </MenuTick>
      ))}
      <LabelTicks search={search} />
      {count > 0 ? (
        <>
          <MenuLine />
          <MenuItem icon="close" onSelect={() => change.by(NO_FILTERS)}>
            {texts.inbox.clear}
          </MenuItem>
        </>
      ) : null}
    </Menu>
  );
}

/** What is done is in a view of its own: elsewhere no case has its statuses. */
function statusesIn({ view, all }: InboxSearch): readonly Status[] {
  return STATUSES.filter(
    (status) => all || (status === "resolved" || status === "closed") === (view === "done"),
  );
}

/** With one more, or one less, in the order of all of them. */
function changed<T>(
  all: readonly T[],
  now: readonly T[] | undefined,
  one: T,
  isOn: boolean,
): readonly T[] | undefined {
  const next = all.filter((value) => (value === one ? isOn : now?.includes(value)));
  return next.length > 0 ? next : undefined;
}

function LabelTicks({ search }: { readonly search: InboxSearch }) {
  const texts = useTexts();
  const change = useChange();
  const { data } = useLabels();
  if (!data?.length) return null;
  const ids = data.map(({ id }) => id);
  return (
    <>
      <MenuLine />
      <MenuLabel>{texts.inbox.labels}</MenuLabel>
      {data.map(({ id, name, color }) => (
        <MenuTick
          key={id}
          isOn={search.label?.includes(id) ?? false}
          onChange={(isOn) => change.by({ label: changed(ids, search.label, id, isOn) })}
          sign={<LabelDot of={color} />}
        >
          <bdi>{name}</bdi>
        </MenuTick>
      ))}
    </>
  );
}
