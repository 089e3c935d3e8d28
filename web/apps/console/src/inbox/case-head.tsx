// Above a case of any kind: what it is about, its number and kind, who handles it, who looks at it, and its one main action.

import type { Viewer } from "@liaison-chat/client";
import { Avatar, Icon, IconButton } from "@liaison-chat/ui";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { keyWord } from "../shell/keys.ts";
import { listed } from "../texts/names.ts";
import { useLocale, useTexts } from "../texts/texts.ts";
import type { KINDS } from "./case-key.ts";

/** The head. `children` are the actions. */
export function CaseHead({
  kind,
  title,
  reference,
  agent,
  isOwn,
  viewers,
  isSideOpen,
  onSide,
  children,
}: {
  readonly kind: (typeof KINDS)[number];
  readonly title: string;
  readonly reference: string;
  /** Who handles it. */
  readonly agent: string | undefined;
  readonly isOwn: boolean;
  readonly viewers: readonly Viewer[];
  readonly isSideOpen: boolean;
  /** Opens and closes what stands at the side; undefined where it is a tab. */
  readonly onSide: (() => void) | undefined;
  readonly children: ReactNode;
}): ReactNode {
  const texts = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  // Who came by a key has left nothing behind that could hold the focus: the title says where one is now.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header className="flex min-h-14 flex-none items-center gap-1.5 border-b border-line py-2 ps-4 pe-3 max-narrow:ps-1 max-narrow:pe-1">
      <Link
        to="/inbox"
        search
        aria-label={texts.actions.back}
        className="hidden size-10 flex-none items-center justify-center rounded-md text-muted hover:bg-sunken max-narrow:flex"
      >
        <Icon name="back" className="rtl:-scale-x-100" />
      </Link>
      <div className="min-w-0 flex-1">
        <h1
          ref={heading}
          tabIndex={-1}
          className="truncate text-xl leading-[22px] font-[650] tracking-tight outline-none"
          title={title}
        >
          <bdi>{title}</bdi>
        </h1>
        <p className="flex items-center gap-1.5 text-sm whitespace-nowrap text-muted">
          <span className="tabular-nums">{reference}</span>
          <span aria-hidden="true">·</span>
          <span className="max-narrow:hidden">{texts.cases.kind[kind]}</span>
          <span aria-hidden="true" className="max-narrow:hidden">
            ·
          </span>
          <span className="truncate">
            {isOwn
              ? texts.cases.handledByYou
              : agent === undefined
                ? texts.cases.unassignedCase
                : texts.ticket.handledBy(agent)}
          </span>
        </p>
      </div>
      <Viewers viewers={viewers} />
      <div className="flex flex-none items-center gap-1.5">
        {children}
        {onSide ? (
          <IconButton
            icon="panel"
            className="rtl:-scale-x-100"
            label={`${isSideOpen ? texts.ticket.hideDetails : texts.ticket.showDetails} (${keyWord("details")})`}
            aria-pressed={isSideOpen}
            onClick={onSide}
          />
        ) : null}
      </div>
    </header>
  );
}

function Viewers({ viewers }: { readonly viewers: readonly Viewer[] }) {
  const texts = useTexts();
  const locale = useLocale();
  if (viewers.length === 0) return null;
  const names = viewers.map(({ name }) => name);
  const words = texts.ticket.viewing(listed(names, locale), names.length);
  return (
    <span className="flex flex-none items-center gap-1.5 text-sm text-muted" title={words} role="status">
      <Icon name="eye" size={14} />
      <span className="flex -space-x-1.5 rtl:space-x-reverse">
        {viewers.slice(0, 4).map(({ public_id, name }) => (
          <span key={public_id} className="rounded-full ring-2 ring-surface">
            <Avatar name={name} size="s" />
          </span>
        ))}
      </span>
      <span className="lia-hidden">{words}</span>
    </span>
  );
}
