// Shown over a part of a ticket while files are dragged over it: to whom they would go.

import { Icon } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { TONES, type Tone } from "./tone.ts";

/** The sign. It takes no pointer, so that what is under it goes on to hear of the files. */
export function DropSign({
  tone,
  children,
}: {
  readonly tone: Tone;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div
      className={`pointer-events-none absolute inset-1.5 z-20 flex items-center justify-center gap-2 rounded-lg border-2 border-dashed bg-surface/90 p-4 text-center font-semibold ${TONES[tone].drop}`}
    >
      <Icon name={tone === "note" ? "lock" : "attach"} size={18} className="flex-none" />
      {children}
    </div>
  );
}
