// The kinds of cases. A kind adds a line here: its icon, and the page that puts a strip and panes together for it.

import type { CaseKind } from "@liaison-chat/client";
import type { IconName } from "@liaison-chat/ui";
import type { ComponentType } from "react";
import { TicketCase } from "./ticket/ticket-case.tsx";

/** What the inbox has to know of a kind. */
export interface Kind {
  readonly icon: IconName;
  /** A case of this kind: its strip, and one or two panes. */
  readonly Case: ComponentType<{ readonly id: number }>;
}

/** Each kind that the console has a page for. */
export const kinds: Readonly<Partial<Record<CaseKind, Kind>>> = {
  ticket: { icon: "relay", Case: TicketCase },
};

/** The icon of a kind, also of one that is newer than this console. */
export function iconOf(kind: CaseKind): IconName {
  return kinds[kind]?.icon ?? "box";
}
