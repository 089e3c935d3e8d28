// How many tickets there are in each view.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useConsole } from "../session/console-context.tsx";

const KEY = ["counts"];
/** Events come in swarms. */
const GATHER_MS = 1_000;
/** Not everything that changes them is told to everybody. */
const GLANCE_MS = 20_000;

/** The numbers beside the views. They follow what happens. */
export function useCounts() {
  const { liaison } = useConsole();
  const queries = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const outdated = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: KEY });
      }, GATHER_MS);
    };
    const { connection } = liaison;
    const stops = [
      connection.on("ticket_updated", outdated),
      connection.on("notification", outdated),
      connection.on("message_seen", outdated),
      connection.on("new_message", outdated),
      connection.whenever(outdated),
    ];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [liaison, queries]);
  return useQuery({
    queryKey: KEY,
    queryFn: () => liaison.rest.call("GET /crm/tickets/counts", {}),
    // What colleagues are told changes the numbers of the team, too.
    refetchInterval: GLANCE_MS,
  });
}
