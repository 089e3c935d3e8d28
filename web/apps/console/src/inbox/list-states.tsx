// The list without rows: while it is read, when it could not be, and when there is nothing in it.

import { Banner, Button, Empty, Skeleton } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { takesCases, useConsole } from "../auth/console-context.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";
import { filtersIn, type InboxSearch, NO_FILTERS, type View } from "./inbox-search.ts";
import { useCaseCounts } from "./use-case-counts.ts";
import { useChange } from "./use-change.ts";

/** It could not be read. */
export function ListFailed({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry: () => void;
}): ReactNode {
  const texts = useTexts();
  return (
    <Banner
      tone="bad"
      action={
        <Button size="s" onClick={onRetry}>
          {texts.actions.retry}
        </Button>
      }
    >
      {texts.inbox.failed} {reasonOf(error, texts)}
    </Banner>
  );
}

/** Nothing to show, why, and the one thing to do next. */
export function NothingHere({ search }: { readonly search: InboxSearch }): ReactNode {
  const texts = useTexts();
  const change = useChange();
  const isNarrowed = filtersIn(search) > 0 || search.q !== undefined;
  return (
    <div className="flex flex-1 items-center justify-center">
      {isNarrowed ? (
        <Empty
          icon="filter"
          title={texts.cases.noMatch}
          action={
            <Button look="primary" onClick={() => change.by({ ...NO_FILTERS, q: undefined, all: undefined })}>
              {texts.inbox.clear}
            </Button>
          }
        >
          {texts.inbox.noneFound}
        </Empty>
      ) : (
        <EmptyView view={search.view ?? "mine"} />
      )}
    </div>
  );
}

function EmptyView({ view }: { readonly view: View }) {
  const texts = useTexts();
  const change = useChange();
  const { me } = useConsole();
  const counts = useCaseCounts().data;
  const isRouted = takesCases(me);
  const isOwn = view === "mine";
  const next: View | undefined = !isOwn
    ? undefined
    : counts?.unassigned
      ? "unassigned"
      : !isRouted && counts?.everyone
        ? "everyone"
        : undefined;
  return (
    <Empty
      icon={isOwn ? "caughtUp" : "inbox"}
      title={isOwn ? texts.cases.caughtUp : texts.inbox.none}
      action={
        next ? (
          <Button look="primary" onClick={() => change.to({ view: next })}>
            {texts.cases.goTo(texts.cases.views[next], counts?.[next] ?? 0)}
          </Button>
        ) : undefined
      }
    >
      {isOwn && !isRouted ? texts.cases.notRouted : texts.cases.empty[view]}
    </Empty>
  );
}

/** It is being read. */
export function ListLoading(): ReactNode {
  return (
    <div className="flex flex-col" aria-hidden="true">
      {[62, 48, 70, 55, 64, 50].map((width) => (
        <div key={width} className="flex flex-col gap-2.5 border-b border-line px-4 py-3.5">
          <Skeleton width={`${width}%`} />
          <Skeleton width="40%" height={10} />
          <Skeleton width="85%" height={10} />
        </div>
      ))}
    </div>
  );
}
