// The draft of one part of a ticket, in a component.

import { useEffect, useReducer } from "react";
import { useConsole } from "../auth/console-context.tsx";
import type { DraftKeeper } from "./draft-keeper.ts";
import { shelfOf } from "./draft-shelf.ts";
import type { Pane } from "./pane.ts";

/** The draft, as it is kept here, in the other tabs and on the server. */
export function useDraft(ticket: number, pane: Pane): DraftKeeper {
  const { liaison, me } = useConsole();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const shelf = shelfOf(liaison, me.public_id);
  const draft = shelf.draft(ticket, pane);

  useEffect(() => draft.listen(redraw), [draft]);

  useEffect(() => {
    void shelf.load(ticket);
    return () => void draft.flush();
  }, [shelf, draft, ticket]);

  return draft;
}
