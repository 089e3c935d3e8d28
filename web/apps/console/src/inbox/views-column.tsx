// The second column of the inbox: its views, with how many cases each has.

import { Count, Icon, IconButton } from "@liaison-chat/ui";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTexts } from "../texts/texts.ts";
import type { InboxSearch } from "./inbox-search.ts";
import { DeleteSaved, SaveDialog } from "./saved-dialogs.tsx";
import type { ViewItem, ViewSection } from "./use-views.ts";

/** The column. */
export function ViewsColumn({
  sections,
  search,
}: {
  readonly sections: readonly ViewSection[];
  readonly search: InboxSearch;
}): ReactNode {
  const texts = useTexts();
  return (
    <nav
      aria-label={texts.cases.viewsLabel}
      className="views-column flex w-44 flex-none flex-col gap-px overflow-y-auto ps-1 pe-2.5 pt-1 pb-3"
    >
      <h1 className="px-2 pt-1.5 pb-2 text-xl leading-5 font-[650] tracking-tight">{texts.inbox.title}</h1>
      {sections.map((section) =>
        section.id === "saved" ? (
          <Saved key={section.id} section={section} search={search} />
        ) : section.items.length > 0 ? (
          <Section key={section.id} section={section} />
        ) : null,
      )}
    </nav>
  );
}

function Section({ section, actions }: { readonly section: ViewSection; readonly actions?: ReactNode }) {
  return (
    <>
      {section.title ? (
        <h2 className="flex min-h-6 items-center justify-between ps-2 pt-3 text-xs font-semibold text-faint">
          {section.title}
          {actions}
        </h2>
      ) : null}
      <ul className="flex flex-col gap-px">
        {section.items.map((item) => (
          <li key={item.id}>
            <ViewLink item={item} />
          </li>
        ))}
      </ul>
    </>
  );
}

function ViewLink({ item }: { readonly item: ViewItem }) {
  const texts = useTexts();
  const locale = useLocale();
  const { case: open } = useParams({ strict: false });
  const { count, age } = item;
  return (
    <Link
      {...(open === undefined ? { to: "/inbox" } : { to: "/inbox/$case", params: { case: open } })}
      search={item.search}
      replace
      aria-current={item.isNow ? "page" : undefined}
      // Without it the router would mark every view whose search is part of this one.
      activeOptions={{ exact: true, includeSearch: true }}
      className="view-link"
    >
      <Icon name={item.icon} className="flex-none" />
      <bdi className="min-w-0 flex-1 truncate">{item.label}</bdi>
      {age ? (
        <span className="text-sm font-semibold text-warn tabular-nums">
          <span className="lia-hidden">{texts.cases.oldest}</span> {age}
        </span>
      ) : null}
      {item.id === "mentions" ? (
        <Count value={count ?? 0} label={texts.inbox.mentions(count ?? 0)} tone="note" />
      ) : count ? (
        <span className="text-sm font-medium text-muted tabular-nums">
          {new Intl.NumberFormat(locale).format(count)}
        </span>
      ) : null}
    </Link>
  );
}

function Saved({ section, search }: { readonly section: ViewSection; readonly search: InboxSearch }) {
  const texts = useTexts();
  const [asked, ask] = useState<"save" | "delete">();
  return (
    <>
      <Section
        section={section}
        actions={
          <span className="flex">
            {section.items.length > 0 ? (
              <IconButton
                icon="edit"
                size="s"
                iconSize={13}
                label={texts.inbox.deleteSaved}
                onClick={() => ask("delete")}
              />
            ) : null}
            <IconButton
              icon="plus"
              size="s"
              iconSize={14}
              label={texts.inbox.save}
              onClick={() => ask("save")}
            />
          </span>
        }
      />
      {asked === "save" ? <SaveDialog search={search} onClose={() => ask(undefined)} /> : null}
      {asked === "delete" ? <DeleteSaved onClose={() => ask(undefined)} /> : null}
    </>
  );
}
