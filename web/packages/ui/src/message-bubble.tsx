// One message, whoever shows it.

import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** A message. `own` stands at the end of the line, `other` at its start, `note` is of staff for staff. */
export function MessageBubble({
  look,
  side,
  isFollowUp = false,
  isPending = false,
  isFailed = false,
  avatar,
  author,
  time,
  foot,
  actions,
  children,
}: {
  readonly look: "own" | "other" | "note";
  /** Whose colour it has. */
  readonly side?: "brand" | "creator" | "customer" | undefined;
  /** Whether the same person said the message before it: the name is not said again. */
  readonly isFollowUp?: boolean;
  readonly isPending?: boolean;
  readonly isFailed?: boolean;
  readonly avatar?: ReactNode;
  readonly author: ReactNode;
  readonly time: ReactNode;
  /** What stands below it: that it was read, that it was not sent. */
  readonly foot?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div
      className={classNames("lia-message", isFollowUp && "lia-message-follows")}
      data-look={look}
      data-side={side}
      data-pending={isPending || undefined}
      data-failed={isFailed || undefined}
    >
      {avatar ? <span className="lia-message-avatar">{isFollowUp ? null : avatar}</span> : null}
      <div className="lia-message-body">
        <p className={classNames("lia-message-head", isFollowUp && "lia-hidden")}>
          <span className="lia-message-author">{author}</span>{" "}
          <span className="lia-message-time">{time}</span>
        </p>
        <div className="lia-message-line">
          <div className="lia-bubble">{children}</div>
          {actions ? <div className="lia-message-actions">{actions}</div> : null}
        </div>
        {foot ? <div className="lia-message-foot">{foot}</div> : null}
      </div>
    </div>
  );
}

/** What the server says in a conversation. */
export function SystemLine({
  children,
  time,
}: {
  readonly children: ReactNode;
  readonly time?: ReactNode;
}): ReactNode {
  return (
    <p className="lia-system-line">
      <bdi>{children}</bdi>
      {time ? <span className="lia-message-time">{time}</span> : null}
    </p>
  );
}

/** Where a new day, or what has not been read, begins. */
export function Divider({
  tone,
  children,
}: {
  readonly tone?: "accent";
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="lia-divider" data-tone={tone}>
      <span>{children}</span>
    </div>
  );
}

/** Three dots that move: somebody types. The words say who. */
export function TypingLine({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <p className="lia-typing">
      <span className="lia-typing-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {children}
    </p>
  );
}
