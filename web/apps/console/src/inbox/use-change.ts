// Changing what the inbox shows: the address says it, and the open case stays open.

import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { InboxSearch } from "./inbox-search.ts";

type Some = { [Name in keyof InboxSearch]?: InboxSearch[Name] | undefined };

/** `by` changes parts and keeps the rest, `to` shows something else altogether. */
export function useChange(): {
  readonly by: (change: Some) => void;
  readonly to: (search: InboxSearch) => void;
} {
  const navigate = useNavigate();
  return useMemo(
    () => ({
      by: (change) =>
        void navigate({
          to: ".",
          search: (before: InboxSearch) => ({ ...before, ...change }) as InboxSearch,
          replace: true,
        }),
      to: (search) => void navigate({ to: ".", search, replace: true }),
    }),
    [navigate],
  );
}
