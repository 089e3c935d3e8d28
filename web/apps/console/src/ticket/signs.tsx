// Status and priority as signs, the same everywhere. With a `label` they speak for themselves.

import type { Priority, TicketStatus } from "@liaison-chat/client";
import { Badge, type Tone } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { useTexts } from "../texts/texts.ts";

const COLORS: Record<TicketStatus, string> = {
  open: "text-accent",
  in_progress: "text-warn",
  resolved: "text-good",
  closed: "text-faint",
};

function Signed({ label, children }: { readonly label: string | undefined; readonly children: ReactNode }) {
  return (
    <span className="inline-flex flex-none" title={label}>
      {children}
      {label ? <span className="lia-hidden">{label}</span> : null}
    </span>
  );
}

/** A status as a circle that fills. */
export function StatusSign({
  status,
  label,
}: {
  readonly status: TicketStatus;
  readonly label?: string | undefined;
}): ReactNode {
  return (
    <Signed label={label}>
      <svg viewBox="0 0 14 14" width="14" height="14" className={COLORS[status]} aria-hidden="true">
        <circle cx="7" cy="7" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        {status === "in_progress" ? <path d="M7 3.5a3.5 3.5 0 0 1 0 7z" fill="currentColor" /> : null}
        {status === "resolved" || status === "closed" ? (
          <>
            <circle cx="7" cy="7" r="5.25" fill="currentColor" />
            <path
              d="m4.6 7.2 1.7 1.7 3.2-3.5"
              fill="none"
              stroke="var(--lia-surface)"
              strokeWidth="1.4"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </>
        ) : null}
      </svg>
    </Signed>
  );
}

const BARS: Record<Priority, number> = { low: 1, medium: 2, high: 3, urgent: 0 };

/** A priority as bars; urgent as a sign of alarm. */
export function PriorityIcon({
  priority,
  label,
}: {
  readonly priority: Priority;
  readonly label?: string | undefined;
}): ReactNode {
  return (
    <Signed label={label}>
      {priority === "urgent" ? (
        <svg viewBox="0 0 14 14" width="14" height="14" className="text-bad" aria-hidden="true">
          <rect x="1" y="1" width="12" height="12" rx="3" fill="currentColor" />
          <path
            d="M7 4v3.500M7 9.700v.1"
            stroke="var(--lia-surface)"
            strokeWidth="1.6"
            strokeLinecap="round"
          />
        </svg>
      ) : (
        <svg viewBox="0 0 14 14" width="14" height="14" className="text-muted" aria-hidden="true">
          {[0, 1, 2].map((bar) => (
            <rect
              key={bar}
              x={1.5 + bar * 4}
              y={9 - bar * 3}
              width="3"
              height={4 + bar * 3}
              rx="1"
              fill="currentColor"
              opacity={bar < BARS[priority] ? 1 : 0.3}
            />
          ))}
        </svg>
      )}
    </Signed>
  );
}

const ORDER_TONES: Record<string, Tone> = {
  awaiting_requirements: "warn",
  revision_requested: "warn",
  in_progress: "accent",
  delivered: "good",
  completed: "good",
};

/** How far an order is. */
export function OrderBadge({
  status,
}: {
  readonly status: keyof ReturnType<typeof useTexts>["orderStatuses"];
}) {
  return <Badge tone={ORDER_TONES[status] ?? "plain"}>{useTexts().orderStatuses[status]}</Badge>;
}
