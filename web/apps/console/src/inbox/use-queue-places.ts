// At which place of the queue a waiting case is. The server tells it by the order of the queue's view; it is followed while a
// case that waits is shown, in whatever view.

import type { CaseRow, Observable } from "@liaison-chat/client";
import { useObservable } from "@liaison-chat/react";
import { useMemo } from "react";
import type { CaseListSnapshot } from "./case-store.ts";
import { queryOf } from "./inbox-search.ts";
import { useCaseList } from "./use-cases.ts";

const QUEUE = queryOf({ view: "queue" });

const NO_ONE_WAITS: CaseListSnapshot = {
  status: "ready",
  error: undefined,
  items: [],
  hasMore: false,
  pending: 0,
};
const NOTHING: Observable<CaseListSnapshot> = { get: () => NO_ONE_WAITS, subscribe: () => () => {} };

/** Whether a case waits for an agent. */
export const isQueued = ({ queued_at, is_open }: CaseRow): boolean => is_open && Boolean(queued_at);

/** The places, from 1, by the keys of the cases. Far behind, none is known. */
export function useQueuePlaces(shown: readonly CaseRow[]): ReadonlyMap<string, number> {
  const queue = useCaseList(QUEUE);
  const { items } = useObservable(shown.some(isQueued) ? queue : NOTHING);
  return useMemo(() => new Map(items.filter(isQueued).map(({ key }, index) => [key, index + 1])), [items]);
}
