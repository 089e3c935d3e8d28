// A short fact beside something: a state, or a number.

import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icons.tsx";

/** What a fact means. */
export type Tone = "plain" | "accent" | "good" | "warn" | "bad" | "note" | "brand" | "creator";

/** A state in a word. */
export function Badge({
  tone = "plain",
  icon,
  className,
  children,
}: {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly className?: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <span className={classNames("lia-badge", className)} data-tone={tone}>
      {icon ? <Icon name={icon} size={12} /> : null}
      {children}
    </span>
  );
}

/** How many; nothing when there are none. `label` says of what. */
export function Count({
  value,
  label,
  tone = "accent",
}: {
  readonly value: number;
  readonly label?: string;
  readonly tone?: Tone;
}): ReactNode {
  if (value <= 0) return null;
  const shown = value > 99 ? "99+" : String(value);
  return (
    <span className="lia-count" data-tone={tone}>
      <span aria-hidden={label ? true : undefined}>{shown}</span>
      {label ? <span className="lia-hidden">{label}</span> : null}
    </span>
  );
}
