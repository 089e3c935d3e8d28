// What the list shows, for those beside it: the case knows which one comes next, and the list takes what was done to it.

import type { CaseRow } from "@liaison-chat/client";
import { useNavigate } from "@tanstack/react-router";
import { createContext, useCallback, useContext } from "react";
import type { CaseList } from "./case-store.ts";

/** The list, and its cases in the order in which they are shown. */
export interface InboxShown {
  readonly items: readonly CaseRow[];
  readonly list: CaseList | undefined;
}

export const InboxContext = createContext<InboxShown>({ items: [], list: undefined });

/** Which case is so many places away from another one. Without that one in the list: the first. */
export function neighbour(
  items: readonly Pick<CaseRow, "key">[],
  from: string | undefined,
  step: 1 | -1,
): string | undefined {
  const at = items.findIndex(({ key }) => key === from);
  if (at === -1) return items[0]?.key;
  return items[at + step]?.key;
}

/** Goes to the next or the previous case; gives whether there is one. */
export function useNeighbours(from: string | undefined): (step: 1 | -1) => boolean {
  const { items } = useContext(InboxContext);
  const navigate = useNavigate();
  return useCallback(
    (step) => {
      const key = neighbour(items, from, step);
      if (key === undefined || key === from) return false;
      void navigate({ to: "/inbox/$case", params: { case: key }, search: true });
      return true;
    },
    [items, from, navigate],
  );
}
