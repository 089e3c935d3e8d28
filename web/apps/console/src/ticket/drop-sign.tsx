// Shown over a part of a ticket while files are dragged over it: to whom they would go.

import { Icon } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import type { Pane } from "./pane.ts";

const LOOKS: Record<Pane, string> = {
  brand_agent: "border-brand text-brand",
  creator_agent: "border-creator text-creator",
  notes: "border-note text-note",
};

/** The sign. It takes no pointer, so that what is under it goes on to hear of the files. */
export function DropSign({
  pane,
  children,
}: {
  readonly pane: Pane;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div
      className={`pointer-events-none absolute inset-1.5 z-20 flex items-center justify-center gap-2 rounded-lg border-2 border-dashed bg-surface/90 p-4 text-center font-semibold ${LOOKS[pane]}`}
    >
      <Icon name={pane === "notes" ? "lock" : "attach"} size={18} className="flex-none" />
      {children}
    </div>
  );
}
