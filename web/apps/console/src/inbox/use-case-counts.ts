// How many cases there are in each view.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { countCases } from "./case-source.ts";

const KEY = ["case-counts"];
/** Events come in swarms, and the numbers are read once for all of them. */
const GATHER_MS = 2_000;
/** The first change after a pause shows soon. */
const FIRST_MS = 150;

/** The numbers beside the views. */
export function useCaseCounts() {
  const { liaison } = useConsole();
  return useQuery({ queryKey: KEY, queryFn: () => countCases(liaison.rest) });
}

/** Makes the numbers follow what happens. Once per page: they are shown in several places and read for all of them. */
export function useFollowedCounts(): void {
  const { liaison } = useConsole();
  const queries = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let readAt = 0;
    const outdated = () => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          readAt = Date.now();
          void queries.invalidateQueries({ queryKey: KEY });
        },
        Math.max(FIRST_MS, readAt + GATHER_MS - Date.now()),
      );
    };
    const { connection } = liaison;
    const stops = [
      connection.on("cases_changed", outdated),
      // Mentions, and what the person reads here or elsewhere, are told to nobody else.
      connection.on("notification", outdated),
      connection.on("message_seen", outdated),
      connection.whenever(outdated),
    ];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [liaison, queries]);
}
