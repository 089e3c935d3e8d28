// The draft of one part of a case, in a component.

import { useEffect, useReducer } from "react";
import { useConsole } from "../auth/console-context.tsx";
import type { CaseRef } from "../inbox/case-key.ts";
import type { DraftKeeper } from "./draft-keeper.ts";
import { shelfOf } from "./draft-shelf.ts";
import type { Pane } from "./pane.ts";

/** The draft, as it is kept here, in the other tabs and on the server. */
export function useDraft({ kind, id }: CaseRef, pane: Pane): DraftKeeper {
  const { liaison, me } = useConsole();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const shelf = shelfOf(liaison, me.public_id);
  const draft = shelf.draft({ kind, id }, pane);

  useEffect(() => draft.listen(redraw), [draft]);

  useEffect(() => {
    void shelf.load({ kind, id });
    return () => void draft.flush();
  }, [shelf, draft, kind, id]);

  return draft;
}
