// What the list shows, for those beside it: the ticket knows which one comes next.

import type { Ticket } from "@liaison-chat/client";
import { useNavigate } from "@tanstack/react-router";
import { createContext, useCallback, useContext } from "react";

/** The tickets of the list, in its order. */
export const InboxContext = createContext<readonly Ticket[]>([]);

/** Which ticket is so many places away from another one. Without that one in the list: the first. */
export function neighbour(
  items: readonly { id: number }[],
  from: number | undefined,
  step: 1 | -1,
): number | undefined {
  const at = items.findIndex(({ id }) => id === from);
  if (at === -1) return items[0]?.id;
  return items[at + step]?.id;
}

/** Goes to the next or the previous ticket; gives whether there is one. */
export function useNeighbours(from: number | undefined): (step: 1 | -1) => boolean {
  const items = useContext(InboxContext);
  const navigate = useNavigate();
  return useCallback(
    (step) => {
      const ticket = neighbour(items, from, step);
      if (ticket === undefined || ticket === from) return false;
      void navigate({ to: "/inbox/$ticket", params: { ticket }, search: true });
      return true;
    },
    [items, from, navigate],
  );
}
