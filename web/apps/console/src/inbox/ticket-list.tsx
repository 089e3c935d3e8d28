// The list itself: only the rows in sight are drawn, however many there are.

import type { LiaisonError, RefreshingList, Ticket } from "@liaison-chat/client";
import { Banner, Button, Empty, Skeleton } from "@liaison-chat/ui";
import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import { reasonOf, useTexts } from "../texts/texts.ts";
import { filtersIn, type InboxSearch } from "./inbox-search.ts";
import { TicketRow } from "./ticket-row.tsx";

const ROW_PX = 86;
/** The next page is fetched when so few rows are left below. */
const AHEAD = 10;

interface Inbox {
  readonly status: "loading" | "ready" | "failed";
  readonly error: LiaisonError | undefined;
  readonly items: readonly Ticket[];
  readonly hasMore: boolean;
  readonly list: RefreshingList<Ticket>;
}

/** The rows, or why there are none. */
export function TicketList({
  inbox,
  search,
  open,
}: {
  readonly inbox: Inbox;
  readonly search: InboxSearch;
  readonly open: number | undefined;
}): ReactNode {
  const texts = useTexts();
  const { items, status, error, list } = inbox;
  if (status === "loading") return <Waiting />;
  const trouble = error ? (
    <Banner
      tone="bad"
      action={
        <Button size="s" onClick={() => void list.refresh()}>
          {texts.actions.retry}
        </Button>
      }
    >
      {texts.inbox.failed} {reasonOf(error, texts)}
    </Banner>
  ) : null;
  if (items.length > 0) {
    return (
      <>
        {trouble}
        <Rows inbox={inbox} open={open} />
      </>
    );
  }
  return trouble ?? <Nothing search={search} />;
}

function Rows({ inbox, open }: { readonly inbox: Inbox; readonly open: number | undefined }) {
  const texts = useTexts();
  const { items, hasMore, list } = inbox;
  const ref = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => ref.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 8,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && last >= items.length - AHEAD) void list.loadMore();
  }, [hasMore, last, items.length, list]);

  const at = items.findIndex(({ id }) => id === open);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the open ticket changes, not when the list moves.
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: "auto" });
  }, [open]);

  return (
    <div ref={ref} className="min-h-0 flex-1 overflow-y-auto">
      <ul
        aria-label={texts.inbox.list}
        className="relative w-full"
        style={{ blockSize: rows.getTotalSize() }}
      >
        {shown.map(({ index, key, start }) => {
          const item = items[index];
          if (!item) return null;
          return (
            <li
              key={key}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)`, blockSize: ROW_PX }}
            >
              <TicketRow ticket={item} isOpen={item.id === open} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Nothing({ search }: { readonly search: InboxSearch }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const isNarrowed = filtersIn(search) > 0 || search.q !== undefined;
  const words = {
    mine: texts.inbox.noneMine,
    team: texts.inbox.noneTeam,
    all: texts.inbox.noneAll,
    mentioned: texts.inbox.noneMentioned,
  };
  const isOnlySnoozed = search.snoozed && filtersIn(search) === 1 && search.q === undefined;
  return (
    <div className="flex flex-1 items-center justify-center">
      <Empty
        icon={isNarrowed ? "search" : "checks"}
        title={texts.inbox.none}
        action={
          isNarrowed ? (
            <Button
              onClick={() =>
                void navigate({
                  to: ".",
                  search: (before: InboxSearch) => (before.view ? { view: before.view } : {}),
                })
              }
            >
              {texts.inbox.clear}
            </Button>
          ) : undefined
        }
      >
        {isOnlySnoozed
          ? texts.inbox.noneSnoozed
          : isNarrowed
            ? texts.inbox.noneFound
            : words[search.view ?? "mine"]}
      </Empty>
    </div>
  );
}

function Waiting() {
  return (
    <div className="flex flex-col" aria-hidden="true">
      {[62, 48, 70, 55, 64, 50].map((width) => (
        <div key={width} className="flex flex-col gap-2.5 border-b border-line px-3 py-3.5">
          <Skeleton width={`${width}%`} />
          <Skeleton width="40%" height={10} />
          <Skeleton width="85%" height={10} />
        </div>
      ))}
    </div>
  );
}
