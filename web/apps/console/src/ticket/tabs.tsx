// Tabs over what stands in one place: one of them is shown, arrows go from one to the next.

import { Count } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { useTexts } from "../texts/texts.ts";

/** A tab, and how much there is to see behind it. */
export interface Tab<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly count: number;
}

/** The tabs with what the chosen one shows. */
export function Tabbed<Value extends string>({
  id = "ticket-part",
  label,
  now,
  tabs,
  onChange,
  children,
}: {
  /** Which tabs these are: several can be on a page. */
  readonly id?: string;
  readonly label: string;
  readonly now: Value;
  readonly tabs: readonly Tab<Value>[];
  readonly onChange: (value: Value) => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <>
      <Tabs id={id} label={label} now={now} tabs={tabs} onChange={onChange} />
      <div id={id} role="tabpanel" aria-labelledby={`tab-${now}`} className="flex min-h-0 flex-1">
        {children}
      </div>
    </>
  );
}

function Tabs<Value extends string>({
  id,
  label,
  now,
  tabs,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly now: Value;
  readonly tabs: readonly Tab<Value>[];
  readonly onChange: (value: Value) => void;
}) {
  const texts = useTexts();
  return (
    <div
      role="tablist"
      aria-label={label}
      className="flex flex-none gap-1 overflow-x-auto border-b border-line px-2"
      onKeyDown={(event) => {
        // With another key an arrow is the browser's.
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (step === 0) return;
        const isMirrored = document.documentElement.dir === "rtl";
        const at = tabs.findIndex(({ value }) => value === now);
        const next = tabs[(at + (isMirrored ? -step : step) + tabs.length) % tabs.length];
        if (!next) return;
        event.preventDefault();
        onChange(next.value);
        document.getElementById(`tab-${next.value}`)?.focus();
      }}
    >
      {tabs.map(({ value, label: name, count }) => (
        <button
          key={value}
          id={`tab-${value}`}
          type="button"
          role="tab"
          aria-selected={value === now}
          aria-controls={id}
          tabIndex={value === now ? 0 : -1}
          data-note={value === "notes" || undefined}
          className="flex h-10 max-w-[40vw] flex-none items-center gap-1.5 border-b-2 border-transparent px-2.5 font-medium text-muted -outline-offset-2 hover:text-ink aria-selected:border-accent aria-selected:text-ink data-note:aria-selected:border-note data-note:aria-selected:text-note"
          onClick={() => onChange(value)}
        >
          <span className="truncate">{name}</span>
          {count > 0 ? (
            <Count
              value={count}
              label={value === "notes" ? texts.inbox.mentions(count) : texts.inbox.unread(count)}
            />
          ) : null}
        </button>
      ))}
    </div>
  );
}
