// The place of the ticket, while none is chosen.

import { Empty } from "@liaison-chat/ui";
import { type ReactNode, useContext } from "react";
import { keyWord } from "../shell/keys.ts";
import { useShortcuts } from "../shell/use-global-keys.ts";
import { useTexts } from "../texts/texts.ts";
import { InboxContext, useNeighbours } from "./inbox-context.ts";

/** Nothing is chosen. */
export function NoTicket(): ReactNode {
  const texts = useTexts();
  const go = useNeighbours(undefined);
  const items = useContext(InboxContext);
  useShortcuts({ nextTicket: () => void go(1) });
  return (
    <div className="flex h-full items-center justify-center bg-subtle max-md:hidden">
      {items.length > 0 ? (
        <Empty icon="inbox" title={texts.inbox.choose}>
          {texts.inbox.chooseLead} {texts.inbox.chooseKeys(keyWord("nextTicket"), keyWord("palette"))}
        </Empty>
      ) : null}
    </div>
  );
}
