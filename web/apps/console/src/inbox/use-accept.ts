// Taking a case that waits for an agent, and opening it.

import type { CaseRow } from "@liaison-chat/client";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useContext } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { say } from "../parts/toasts.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";
import { caseCalls } from "./case-calls.ts";
import { InboxContext } from "./inbox-context.ts";

/** Takes a case. A colleague may have been faster: then the reason is said, and the row shows how it is. */
export function useAccept(): (row: CaseRow) => Promise<void> {
  const { liaison } = useConsole();
  const { list } = useContext(InboxContext);
  const navigate = useNavigate();
  const texts = useTexts();
  return useCallback(
    async (row) => {
      try {
        list?.put(await caseCalls(liaison.rest).take(row));
        await navigate({ to: "/inbox/$case", params: { case: row.key }, search: true });
      } catch (thrown) {
        say(reasonOf(thrown, texts), { tone: "bad" });
        list?.outdate(row);
      }
    },
    [liaison, list, navigate, texts],
  );
}
