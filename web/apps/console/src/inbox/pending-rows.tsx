// How many rows come, go or move as soon as the list is no longer held still; a click lets them.

import { Button } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { useTexts } from "../texts/texts.ts";
import type { Inbox } from "./use-cases.ts";

/** The button above the rows, while there is something to show. */
export function PendingRows({ inbox: { pending, list } }: { readonly inbox: Inbox }): ReactNode {
  const texts = useTexts();
  if (pending === 0) return null;
  return (
    <div className="pending-rows">
      <Button size="s" icon="retry" className="!rounded-full shadow-m" onClick={() => list.settle()}>
        {texts.cases.updates(pending)}
      </Button>
    </div>
  );
}
