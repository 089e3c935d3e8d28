// The kinds of cases. A kind adds a line here: its icon, and the page that puts a strip and panes together for it.

import type { CaseKind } from "@liaison-chat/client";
import type { IconName } from "@liaison-chat/ui";
import type { ComponentType } from "react";
import type { CaseRef } from "./inbox/case-key.ts";
import { SessionCase } from "./session/session-case.tsx";
import { sessionReference } from "./session/session-reference.ts";
import type { Texts } from "./texts/english.ts";
import { TicketCase } from "./ticket/ticket-case.tsx";

/** What the inbox has to know of a kind. */
export interface Kind {
  readonly icon: IconName;
  /** A case of this kind: its strip, and one or two panes. */
  readonly Case: ComponentType<{ readonly id: number }>;
  /** What it is called among people. */
  readonly reference: (id: number, texts: Texts) => string;
}

/** Each kind that the console has a page for. */
export const kinds: Readonly<Partial<Record<CaseKind, Kind>>> = {
  ticket: { icon: "relay", Case: TicketCase, reference: (id, texts) => texts.ticket.number(id) },
  session: { icon: "chat", Case: SessionCase, reference: sessionReference },
};

/** The icon of a kind, also of one that is newer than this console. */
export function iconOf(kind: CaseKind): IconName {
  return kinds[kind]?.icon ?? "box";
}

/** What a case is called among people. */
export function referenceOf({ kind, id }: CaseRef, texts: Texts): string {
  return kinds[kind]?.reference(id, texts) ?? texts.ticket.number(id);
}
