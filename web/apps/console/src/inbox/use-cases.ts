// The cases of a view, kept true while one looks.

import type { Liaison } from "@liaison-chat/client";
import { useObservable } from "@liaison-chat/react";
import { useMemo } from "react";
import { useConsole } from "../auth/console-context.tsx";
import type { CaseQuery, CaseReader } from "./case-rules.ts";
import { caseList } from "./case-source.ts";
import type { CaseList, CaseListSnapshot } from "./case-store.ts";

/** A view: what it shows, and the list behind it. */
export type Inbox = CaseListSnapshot & { readonly list: CaseList };

/** So many views are remembered: going back to one of them shows at once what was there, and then what is. */
const MOST = 12;

const lists = new WeakMap<Liaison, Map<string, CaseList>>();

function listOf(liaison: Liaison, query: CaseQuery, reader: CaseReader): CaseList {
  const known = lists.get(liaison) ?? new Map<string, CaseList>();
  lists.set(liaison, known);
  const name = JSON.stringify([query, reader]);
  const list = known.get(name) ?? caseList(liaison, query, reader);
  known.delete(name);
  known.set(name, list);
  for (const oldest of known.keys()) {
    if (known.size <= MOST) break;
    known.delete(oldest);
  }
  return list;
}

/** The list of a view, and what it shows now. */
export function useCases(query: CaseQuery): Inbox {
  const list = useCaseList(query);
  const snapshot = useObservable(list);
  return useMemo(() => ({ ...snapshot, list }), [snapshot, list]);
}

/** The list of a view alone. */
export function useCaseList(query: CaseQuery): CaseList {
  const { liaison, me } = useConsole();
  const asked = JSON.stringify(query);
  const team = me.team ?? undefined;
  return useMemo(
    () =>
      listOf(liaison, JSON.parse(asked), {
        id: me.id,
        public_id: me.public_id,
        user_type: me.user_type,
        team,
      }),
    [liaison, asked, me.id, me.public_id, me.user_type, team],
  );
}
