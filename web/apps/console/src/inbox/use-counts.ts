// How many tickets there are in each view.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { GLANCE_MS } from "./use-inbox.ts";

const KEY = ["counts"];
/** Events come in swarms. */
const GATHER_MS = 1_000;

/** The numbers beside the views. */
export function useCounts() {
  const { liaison } = useConsole();
  return useQuery({ queryKey: KEY, queryFn: () => liaison.rest.call("GET /crm/tickets/counts", {}) });
}

/** Makes the numbers follow what happens. Once per page: they are shown in several places and read for all of them. */
export function useFollowedCounts(): void {
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
    // What is said to colleagues changes the numbers of the team, and is not told to everybody.
    const glance = setInterval(() => {
      if (!document.hidden && connection.isConnected) outdated();
    }, GLANCE_MS);
    const stops = [
      connection.on("ticket_updated", outdated),
      connection.on("notification", outdated),
      connection.on("message_seen", outdated),
      connection.on("new_message", outdated),
      connection.whenever(outdated),
    ];
    return () => {
      clearInterval(glance);
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [liaison, queries]);
}
