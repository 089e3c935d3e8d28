// The draft of one part of a ticket, in a component.

import { useQuery } from "@tanstack/react-query";
import { useEffect, useReducer, useRef } from "react";
import { call, type Draft, type Pane } from "../api/ahead.ts";
import { useConsole } from "../session/console-context.tsx";
import { DraftKeeper } from "./draft-keeper.ts";

/** Those that this tab knows better than the server: by login, ticket and part. */
const known = new Map<string, DraftKeeper>();

/** The draft, and when the server last heard of it. */
export function useDraft(
  ticket: number,
  pane: Pane,
): { readonly draft: DraftKeeper; readonly since: string | undefined } {
  const { liaison, me } = useConsole();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const key = `${me.public_id}/${ticket}/${pane}`;
  const { data } = useQuery({
    queryKey: ["drafts", ticket],
    queryFn: () => call(liaison, "GET /crm/tickets/{id}/drafts", { path: { id: ticket } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const kept: Draft | undefined = data?.items.find(({ channel_type }) => channel_type === pane);
  const redrawn = useRef(redraw);

  let draft = known.get(key);
  // Nothing was written here yet: what the server has is newer.
  if (!draft || (draft.state === "same" && draft.text === "" && kept)) {
    const put = (text: string) =>
      call(liaison, "PUT /crm/tickets/{id}/drafts/{channel_type}", {
        path: { id: ticket, channel_type: pane },
        body: { text },
      });
    draft = new DraftKeeper({ put }, kept?.text ?? "", () => redrawn.current());
    if (data) known.set(key, draft);
    else known.delete(key);
  }
  const shown = useRef(draft);
  // Typed before the server had answered: what is typed wins.
  if (shown.current !== draft && shown.current.text !== "" && draft.text === "") draft = shown.current;
  if (shown.current !== draft) shown.current = draft;
  if (!known.has(key) && draft.text !== "") known.set(key, draft);

  useEffect(() => {
    const leave = () => void shown.current.flush();
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      leave();
    };
  }, []);

  return { draft, since: kept?.updated_at };
}
