// Above every page: where one is, what finds everything, and whether one takes cases.

import { Icon } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { Mark } from "../parts/mark.tsx";
import { useTexts } from "../texts/texts.ts";
import { Availability } from "./availability.tsx";
import { IS_MAC, keyNames, SHORTCUTS } from "./keys.ts";
import { openOverlay } from "./overlays.ts";

/** The bar. A phone has the bottom bar instead. */
export function TopBar(): ReactNode {
  const texts = useTexts();
  return (
    <header className="flex h-12 flex-none items-center gap-2 ps-3.5 pe-3 max-narrow:hidden">
      <span className="flex w-[226px] flex-none items-center gap-2.5 font-semibold max-column:w-auto">
        <Mark size={28} />
        <span className="truncate max-column:hidden">{texts.product}</span>
      </span>
      <button
        type="button"
        className="flex h-8 w-[344px] min-w-0 items-center gap-2 rounded-lg border border-line bg-surface ps-2.5 pe-1.5 text-muted shadow-s hover:border-edge"
        aria-label={texts.navigation.search}
        onClick={() => openOverlay("palette")}
      >
        <Icon name="search" className="flex-none" />
        <span className="min-w-0 flex-1 truncate text-start">{texts.cases.findOrRun}</span>
        <kbd dir="ltr" className="key flex-none">
          {keyNames(SHORTCUTS.palette, IS_MAC).join(IS_MAC ? "" : " ")}
        </kbd>
      </button>
      <span className="flex-1" />
      <Availability />
    </header>
  );
}
