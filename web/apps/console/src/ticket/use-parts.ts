// Which parts of a case are shown, and going from one to another.

import type { Ticket } from "@liaison-chat/client";
import { useEffect, useState } from "react";
import { focusComposer } from "../conversation/composer-focus.ts";
import { useSought } from "../conversation/sought.ts";
import { preferences } from "../preferences/preferences.ts";
import { usePreferences } from "../preferences/use-preferences.ts";
import { firstPane, isOverlaid, type Layout, type Part } from "./layout.ts";

/** What stands at the side. */
export type Side = "details" | "person" | "notes";

const isSide = (part: Part): part is Side => part === "details" || part === "person" || part === "notes";

/** The parts, and what to call to see another one. */
export interface Parts {
  readonly part: Part;
  readonly setPart: (part: Part) => void;
  readonly side: Side;
  readonly setSide: (side: Side) => void;
  readonly isSideOpen: boolean;
  readonly toggleSide: (isOpen: boolean) => void;
  /** Closes what lies over the conversations; gives whether there was something. */
  readonly uncover: () => boolean;
  /** Brings a part into sight, and the cursor into its field. */
  readonly show: (next: Part, isFocused?: boolean) => void;
}

/** The parts of a case in the room there is. */
export function useParts(ticket: Ticket, layout: Layout): Parts {
  const { details: wantsSide } = usePreferences();
  const sought = useSought();
  const [part, setPart] = useState<Part>(
    () => sought?.pane ?? (ticket.mentions > 0 ? "notes" : firstPane(ticket.channels)),
  );
  // Whoever is mentioned comes to read the note.
  const [isMentioned] = useState(ticket.mentions > 0);
  const [side, setSide] = useState<Side>(isMentioned ? "notes" : "details");
  // Over the conversations it opens only when it is asked for.
  const [isSideOver, setSideOver] = useState(isMentioned);
  const isOver = isOverlaid(layout);

  function show(next: Part, isFocused = false) {
    setPart(next);
    if (layout !== "tabs") {
      if (isSide(next)) {
        setSide(next);
        toggleSide(true);
      } else if (isOver) setSideOver(false);
    }
    if (isFocused && next !== "details" && next !== "person") focusComposer(next);
  }

  function toggleSide(isOpen: boolean) {
    if (isOver) setSideOver(isOpen);
    else preferences.change({ details: isOpen });
  }

  const soughtPane = sought?.pane;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the address points at another place.
  useEffect(() => {
    if (soughtPane) show(soughtPane);
  }, [soughtPane, sought?.seq]);

  return {
    part,
    setPart,
    side,
    setSide: (next) => {
      setSide(next);
      if (next === "notes") setPart("notes");
    },
    isSideOpen: layout !== "tabs" && (isOver ? isSideOver : wantsSide),
    toggleSide,
    uncover() {
      setSideOver(false);
      return isOver && isSideOver;
    },
    show,
  };
}
