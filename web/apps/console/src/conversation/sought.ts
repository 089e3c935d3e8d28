// The message that an address points at: `#brand_agent-12` is the twelfth entry of the conversation with the brand.

import { useLocation } from "@tanstack/react-router";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Pane } from "./pane.ts";

/** A place in one of a ticket's logs. */
export interface Sought {
  readonly pane: Pane;
  readonly seq: number;
}

/** What an address says of it. */
export function soughtIn(hash: string): Sought | undefined {
  const [, pane, seq] = /^#?(brand_agent|creator_agent|notes|chat)-(\d{1,15})$/.exec(hash) ?? [];
  return pane && seq ? { pane: pane as Pane, seq: Number(seq) } : undefined;
}

/** How an address says it. */
export function hashOf({ pane, seq }: Sought): string {
  return `${pane}-${seq}`;
}

/** The place that the present address points at. */
export function useSought(): Sought | undefined {
  const hash = useLocation({ select: (location) => location.hash });
  return soughtIn(hash);
}

/** So long a message that was found stands out. */
const SHOWN_MS = 4_000;

/**
 * Brings a message of a log into sight, reading older ones until it is there. Says which one stands out now.
 */
export function useReveal(
  box: RefObject<HTMLElement | null>,
  seq: number | undefined,
  {
    messages,
    hasOlder,
    isLoadingOlder,
    isReady,
    loadOlder,
  }: {
    readonly messages: readonly { readonly seq: number }[];
    readonly hasOlder: boolean;
    readonly isLoadingOlder: boolean;
    readonly isReady: boolean;
    readonly loadOlder: () => Promise<void>;
  },
): number | undefined {
  const revealed = useRef<number>(undefined);
  const [shown, setShown] = useState<number>();
  useEffect(() => {
    if (seq === undefined) revealed.current = undefined;
    if (seq === undefined || !isReady || revealed.current === seq) return;
    const row = box.current?.querySelector(`[data-seq="${seq}"]`);
    if (row) {
      revealed.current = seq;
      row.scrollIntoView({ block: "center" });
      setShown(seq);
    } else if (hasOlder && !isLoadingOlder && (messages[0]?.seq ?? 0) > seq) {
      void loadOlder();
    }
  }, [box, seq, messages, hasOlder, isLoadingOlder, isReady, loadOlder]);
  useEffect(() => {
    if (shown === undefined) return;
    const timer = setTimeout(() => setShown(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return shown;
}
