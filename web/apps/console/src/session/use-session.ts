// The live chat that a case is, kept true by what is told of cases.

import type { SessionStatus } from "@liaison-chat/client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useConsole } from "../auth/console-context.tsx";

/** The chat of a case. `data` is undefined until it was read, `null` when there is no such chat. */
export function useSession(id: number) {
  const { liaison } = useConsole();
  const queries = useQueryClient();
  const key = ["session", id];
  const query = useQuery({
    queryKey: key,
    queryFn: async () => {
      const { items } = await liaison.rest.call("GET /support/chat/sessions", { query: { case: id } });
      return items[0] ?? null;
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says nothing more than the number.
  useEffect(() => {
    const { connection } = liaison;
    const outdated = () => void queries.invalidateQueries({ queryKey: key });
    const stops = [
      connection.on("cases_changed", ({ cases, reload }) => {
        const row = cases.find((one) => one.kind === "session" && one.id === id);
        // What the event says is shown at once; the rest is read.
        if (row) queries.setQueryData(["case", row.key], row);
        if (row)
          queries.setQueryData<typeof query.data>(
            key,
            (session) =>
              session && { ...session, status: row.status as SessionStatus, agent: row.agent ?? null },
          );
        if (row || reload) outdated();
      }),
      connection.whenever(outdated),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [liaison, queries, id]);
  return query;
}
