// From one case to the next, and the panel beside it: the same for every kind of case.

import type { Command } from "../shell/commands.ts";
import type { Texts } from "../texts/english.ts";

/** The commands; `toggle` shows and hides the panel. */
export const stepCommands = (
  texts: Texts,
  go: (step: 1 | -1) => boolean,
  toggle: () => void,
): readonly Command[] => [
  { id: "next", icon: "forward", label: texts.ticket.next, shortcut: "nextTicket", run: () => go(1) },
  {
    id: "previous",
    icon: "back",
    label: texts.ticket.previous,
    shortcut: "previousTicket",
    run: () => go(-1),
  },
  { id: "details", icon: "panel", label: texts.ticket.panes.details, shortcut: "details", run: toggle },
];
