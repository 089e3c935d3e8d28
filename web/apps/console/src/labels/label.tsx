// A label: a dot in its colour and its name. The name is never in the colour, so that it can always be read.

import type { Label, LabelColor } from "@liaison-chat/client";
import type { ReactNode } from "react";

/** The colours, in the order in which they are offered. */
export const LABEL_COLORS: readonly LabelColor[] = [
  "gray",
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "blue",
  "purple",
  "pink",
];

/** The dot alone; who stands beside it has the words. */
export function LabelDot({ of }: { readonly of: LabelColor }): ReactNode {
  return (
    <span
      aria-hidden="true"
      className="inline-block size-2 flex-none rounded-full"
      style={{ background: `var(--lia-label-${of})` }}
    />
  );
}

/** A label as a ticket shows it. */
export function LabelChip({ label }: { readonly label: Label }): ReactNode {
  return (
    <span className="inline-flex max-w-40 items-center gap-1.5 rounded-full border border-line px-2 text-xs text-ink">
      <LabelDot of={label.color} />
      <bdi className="truncate">{label.name}</bdi>
    </span>
  );
}

/** Labels in little room: their dots, with their names for whoever points at them or listens. */
export function LabelDots({ labels }: { readonly labels: readonly Label[] }): ReactNode {
  const names = labels.map(({ name }) => name).join(", ");
  return (
    <span className="flex flex-none items-center gap-0.5" title={names}>
      {labels.slice(0, 4).map((label) => (
        <LabelDot key={label.id} of={label.color} />
      ))}
      <span className="lia-hidden">{names}</span>
    </span>
  );
}
