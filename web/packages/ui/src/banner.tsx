// Something that everybody who looks at this has to know.

import type { ReactNode } from "react";
import type { Tone } from "./badge.tsx";
import { Icon, type IconName } from "./icons.tsx";

const ICONS: Partial<Record<Tone, IconName>> = { bad: "alert", warn: "alert", good: "check", note: "lock" };

/** A line across what it is about. It is read aloud: at once when `tone` is `bad`, else when there is time. */
export function Banner({
  tone = "plain",
  icon = ICONS[tone] ?? "info",
  children,
  action,
}: {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}): ReactNode {
  return (
    <div className="lia-banner" data-tone={tone} role={tone === "bad" ? "alert" : "status"}>
      <Icon name={icon} />
      <span className="lia-banner-words">{children}</span>
      {action}
    </div>
  );
}

/** Where there is nothing: what would be here, and what one can do. */
export function Empty({
  icon,
  title,
  children,
  action,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}): ReactNode {
  return (
    <div className="lia-empty">
      <span className="lia-empty-icon">
        <Icon name={icon} size={22} />
      </span>
      <p className="lia-empty-title">{title}</p>
      {children ? <p className="lia-empty-words">{children}</p> : null}
      {action}
    </div>
  );
}

/** The place of words that are on their way. */
export function Skeleton({
  width = "100%",
  height = 12,
}: {
  readonly width?: string;
  readonly height?: number;
}) {
  return (
    <span className="lia-skeleton" style={{ inlineSize: width, blockSize: height }} aria-hidden="true" />
  );
}
