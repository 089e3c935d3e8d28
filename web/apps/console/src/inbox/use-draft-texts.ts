// The unsent drafts of the person, by case.

import { useObservable } from "@liaison-chat/react";
import { useConsole } from "../auth/console-context.tsx";
import { shelfOf } from "../conversation/draft-shelf.ts";

/** The first words of each. */
export function useDraftTexts(): ReadonlyMap<string, string> {
  const { liaison, me } = useConsole();
  return useObservable(shelfOf(liaison, me.public_id).unsent);
}
