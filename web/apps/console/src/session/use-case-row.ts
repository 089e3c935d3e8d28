// A case as a row of the inbox, also when the list that is shown does not have it.

import type { CaseRow } from "@liaison-chat/client";
import { useQuery } from "@tanstack/react-query";
import { useContext } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { type CaseRef, caseKey } from "../inbox/case-key.ts";
import { InboxContext } from "../inbox/inbox-context.ts";

/** The row. Undefined until it is known. */
export function useCaseRow({ kind, id }: CaseRef): CaseRow | undefined {
  const { liaison } = useConsole();
  const key = caseKey({ kind, id });
  const shown = useContext(InboxContext).items.find((row) => row.key === key);
  const { data } = useQuery({
    queryKey: ["case", key],
    queryFn: () => liaison.rest.call("GET /inbox/cases/{kind}/{id}", { path: { kind, id } }),
    enabled: !shown,
  });
  return shown ?? data;
}
