// Whose turn it is in a case, and since when. Filled: someone is waiting for us. Hollow: we are waiting for them.

import type { CaseRow } from "@liaison-chat/client";
import { fullTime, shortAge, useNow } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { useLocale, useTexts } from "../texts/texts.ts";

/** A side that can be waiting, or be waited for. */
export type TurnSide = "brand" | "creator" | "customer";

const FILLED: Readonly<Record<TurnSide, string>> = {
  brand: "bg-brand-soft text-brand",
  creator: "bg-creator-soft text-creator",
  customer: "bg-accent-soft text-accent-soft-on",
};

const SIDES = Object.keys(FILLED) as TurnSide[];

const sideOf = (name: string | null | undefined) => SIDES.find((known) => known === name);

/** The pill of a case; nothing when it is nobody's turn. */
export function TurnPill({ turn }: { readonly turn: CaseRow["turn"] }): ReactNode {
  if (turn.of === "us") return <SideTurn side={sideOf(turn.who)} since={turn.since} isOurs />;
  const side = sideOf(turn.of);
  return side ? <SideTurn side={side} since={turn.since} isOurs={false} /> : null;
}

/** The turn with one side: ours to answer it, or theirs to answer us. */
export function SideTurn({
  side,
  since,
  isOurs,
}: {
  readonly side: TurnSide | undefined;
  readonly since: string | null | undefined;
  readonly isOurs: boolean;
}): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const now = useNow();
  const at = since ? Date.parse(since) : undefined;
  const age = at === undefined ? "" : shortAge(at, now, locale);
  const name = side ? texts.cases.sides[side] : texts.cases.someSide;
  const title = at === undefined ? undefined : texts.cases.since(fullTime(at, locale));
  const filled = side ? FILLED[side] : "bg-sunken text-ink";
  return (
    <span className={isOurs ? `turn turn-ours ${filled}` : "turn"} title={title}>
      <span className="turn-dot" data-hollow={!isOurs || undefined} aria-hidden="true" />
      <span>
        {isOurs ? <span className="lia-hidden">{texts.cases.waiting} </span> : null}
        {isOurs || !side ? name : texts.cases.withSide[side]} {age}
      </span>
    </span>
  );
}
