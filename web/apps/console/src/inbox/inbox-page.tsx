// The inbox: its views, the list beside them, and a case; on a phone one of both.

import { Outlet, useParams, useSearch } from "@tanstack/react-router";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useMedia } from "../parts/use-media.ts";
import { usePreferences } from "../preferences/use-preferences.ts";
import { useTexts } from "../texts/texts.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { CaseRows } from "./case-list.tsx";
import { CaseTable } from "./case-table.tsx";
import { InboxContext } from "./inbox-context.ts";
import { queryOf, readSearch } from "./inbox-search.ts";
import { ListHead } from "./list-head.tsx";
import { ListFailed, ListLoading, NothingHere } from "./list-states.tsx";
import { NOTHING, type Selection, stillThere } from "./selection.ts";
import { useCases } from "./use-cases.ts";
import { useViews } from "./use-views.ts";
import { ViewsColumn } from "./views-column.tsx";

/** Room for a column of views beside the list and a case. */
const HAS_COLUMN = "(min-width: 1024px)";

/** The inbox. */
export function InboxPage(): ReactNode {
  const texts = useTexts();
  // The router keeps what it does not know; here only what can be meant is taken.
  const search = useSearch({ from: "/inbox", select: readSearch });
  const { case: open } = useParams({ strict: false });
  const inbox = useCases(queryOf(search));
  const { items, list, status } = inbox;
  const sections = useViews(search);
  const hasColumn = useMedia(HAS_COLUMN);
  const [selection, select] = useSelection(JSON.stringify(search), items);
  useFocusBack(selection.keys.size > 0);
  const shown = useMemo(() => ({ items, list }), [items, list]);
  const onPhone = open === undefined ? "" : "max-narrow:hidden";
  const { layout } = usePreferences();
  const isTable = layout === "table" && hasColumn && open === undefined;
  const rows = { inbox, open, selection, onSelect: select };
  return (
    <InboxContext value={shown}>
      <div className="flex h-full min-w-0">
        {hasColumn ? <ViewsColumn sections={sections} search={search} /> : null}
        <main className="panel flex min-w-0 flex-1 flex-col">
          <div className="flex min-h-0 flex-1">
            <section
              data-list
              data-layout={isTable ? "table" : "split"}
              aria-label={texts.inbox.title}
              className={`list-column flex h-full flex-col border-line ${isTable ? "" : `flex-none ${onPhone}`}`}
            >
              <ListHead search={search} sections={sections} isMenu={!hasColumn} hasTable={hasColumn} />
              {inbox.error ? <ListFailed error={inbox.error} onRetry={() => void list.refresh()} /> : null}
              {items.length > 0 ? (
                isTable ? (
                  <CaseTable {...rows} search={search} />
                ) : (
                  <CaseRows {...rows} />
                )
              ) : status === "loading" ? (
                <ListLoading />
              ) : inbox.error ? null : (
                <NothingHere search={search} />
              )}
            </section>
            <div
              className={`h-full min-w-0 flex-1 ${isTable ? "hidden" : open === undefined ? "max-narrow:hidden" : ""}`}
            >
              <Outlet />
            </div>
          </div>
          {selection.keys.size > 0 ? (
            <BulkBar items={items} selection={selection} onSelect={select} list={list} />
          ) : null}
        </main>
      </div>
    </InboxContext>
  );
}

/** When the bar goes, whoever used it by keys is back in the list. */
function useFocusBack(hasBar: boolean): void {
  const had = useRef(hasBar);
  useEffect(() => {
    if (had.current && !hasBar && document.activeElement === document.body) {
      document.querySelector<HTMLElement>('[data-list] [data-case][tabindex="0"]')?.focus();
    }
    had.current = hasBar;
  }, [hasBar]);
}

/** What is ticked in the list. Another view begins with nothing ticked. */
function useSelection(view: string, items: readonly { readonly key: string }[]) {
  const [kept, keep] = useState({ view, selection: NOTHING });
  const order = useMemo(() => items.map(({ key }) => key), [items]);
  const selection = kept.view === view ? stillThere(kept.selection, order) : NOTHING;
  const select = useCallback((next: Selection) => keep({ view, selection: next }), [view]);
  return [selection, select] as const;
}
