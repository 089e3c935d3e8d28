// The draft of one part of a ticket, in a component.

import type { Liaison } from "@liaison-chat/client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useReducer } from "react";
import { useConsole } from "../session/console-context.tsx";
import { DraftKeeper } from "./draft-keeper.ts";
import type { Pane } from "./pane.ts";

/** The drafts of each login, by ticket and part: they outlive the page of their ticket. */
const shelves = new WeakMap<Liaison, Map<string, DraftKeeper>>();

function draftOf(liaison: Liaison, id: number, channel_type: Pane): DraftKeeper {
  const shelf = shelves.get(liaison) ?? new Map<string, DraftKeeper>();
  shelves.set(liaison, shelf);
  const key = `${id}/${channel_type}`;
  const found = shelf.get(key);
  if (found) return found;
  const path = { id, channel_type };
  const put = (text: string) =>
    liaison.rest.call("PUT /crm/tickets/{id}/drafts/{channel_type}", { path, body: { text } });
  const made = new DraftKeeper({ put });
  shelf.set(key, made);
  return made;
}

/** The draft, and when the server last heard of it. */
export function useDraft(
  ticket: number,
  pane: Pane,
): { readonly draft: DraftKeeper; readonly since: string | undefined } {
  const { liaison } = useConsole();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const draft = draftOf(liaison, ticket, pane);
  const { data } = useQuery({
    queryKey: ["drafts", ticket],
    queryFn: () => liaison.rest.call("GET /crm/tickets/{id}/drafts", { path: { id: ticket } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const kept = data?.items.find(({ channel_type }) => channel_type === pane);

  useEffect(() => draft.listen(redraw), [draft]);

  useEffect(() => {
    if (data) draft.adopt(kept?.text ?? "");
  }, [draft, data, kept]);

  useEffect(() => {
    const leave = () => void draft.flush();
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      leave();
    };
  }, [draft]);

  return { draft, since: kept?.updated_at };
}
