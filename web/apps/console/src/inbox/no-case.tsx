// The place of the case, while none is open.

import { Button, Empty } from "@liaison-chat/ui";
import { type ReactNode, useContext } from "react";
import { IS_MAC, keyNames, SHORTCUTS, type ShortcutName } from "../shell/keys.ts";
import { useShortcuts } from "../shell/use-global-keys.ts";
import { useTexts } from "../texts/texts.ts";
import { InboxContext, useNeighbours } from "./inbox-context.ts";

/** Nothing is open. */
export function NoCase(): ReactNode {
  const texts = useTexts();
  const go = useNeighbours(undefined);
  const { items } = useContext(InboxContext);
  useShortcuts({ nextTicket: () => void go(1) });
  return (
    <div className="flex h-full items-center justify-center bg-subtle max-narrow:hidden">
      {items.length > 0 ? (
        <Empty
          icon="inbox"
          title={texts.cases.noneOpen}
          action={
            <Button look="primary" onClick={() => void go(1)}>
              {texts.cases.openFirst}
            </Button>
          }
        >
          <span className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1">
            <Hint shortcut="nextTicket">{texts.help.names.nextTicket}</Hint>
            <Hint shortcut="palette">{texts.help.names.palette}</Hint>
          </span>
        </Empty>
      ) : null}
    </div>
  );
}

function Hint({ shortcut, children }: { readonly shortcut: ShortcutName; readonly children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span dir="ltr" className="flex gap-1">
        {keyNames(SHORTCUTS[shortcut], IS_MAC).map((key) => (
          <kbd key={key} className="key">
            {key}
          </kbd>
        ))}
      </span>
      {children}
    </span>
  );
}
