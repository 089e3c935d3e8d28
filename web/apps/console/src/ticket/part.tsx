// A part of the details, which can be folded, and the facts in it.

import { Icon } from "@liaison-chat/ui";
import { type ReactNode, useState } from "react";

/** A titled part. */
export function Part({
  title,
  isOpen = true,
  children,
}: {
  readonly title: string;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const [open, setOpen] = useState(isOpen);
  return (
    <section className="border-b border-line px-4 py-3">
      <h2>
        <button
          type="button"
          aria-expanded={open}
          className="panel-title -mx-1 flex min-h-6 w-full items-center gap-1 rounded-sm px-1 hover:text-ink"
          onClick={() => setOpen(!open)}
        >
          <Icon name="chevron" size={12} className={open ? "" : "-rotate-90 rtl:rotate-90"} />
          {title}
        </button>
      </h2>
      {open ? <div className="pt-1.5">{children}</div> : null}
    </section>
  );
}

/** A fact in a part, with its name before it. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="flex min-h-7 items-center gap-2">
      <span className="w-20 flex-none text-muted">{name}</span>
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </div>
  );
}
