// The way to every page: at the side with a word below each icon, or at the bottom of a phone.

import { Avatar, Count, Icon, type IconName } from "@liaison-chat/ui";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { isAtLeast, useConsole } from "../auth/console-context.tsx";
import { useCaseCounts } from "../inbox/use-case-counts.ts";
import { PAGES, type Page } from "../pages.ts";
import { useTexts } from "../texts/texts.ts";
import { openOverlay } from "./overlays.ts";
import { OwnMenu } from "./own-menu.tsx";

/** The rail. */
export function Rail(): ReactNode {
  const texts = useTexts();
  const { me } = useConsole();
  const waiting = useCaseCounts().data?.mine_waiting ?? 0;
  const shown = PAGES.filter(({ from }) => isAtLeast(me, from));
  const led = shown.filter(({ place }) => place === "lead");
  return (
    <nav
      aria-label={texts.navigation.main}
      className="flex w-16 flex-none flex-col gap-0.5 overflow-y-auto px-1 pt-1 pb-2.5 [scrollbar-width:none] max-narrow:hidden"
    >
      {shown.map((page) =>
        page.place === "rail" ? (
          <Place key={page.path} page={page}>
            {page.name === "inbox" ? <Waiting count={waiting} /> : null}
          </Place>
        ) : null,
      )}
      {led.length > 0 ? <span className="mx-3 my-1 h-px flex-none bg-line" /> : null}
      {led.map((page) => (
        <Place key={page.path} page={page} />
      ))}
      <span className="flex-1" />
      <button type="button" className="rail-place" onClick={() => openOverlay("help")}>
        <Icon name="keyboard" size={18} />
        <span className="max-w-full truncate">{texts.cases.keys}</span>
      </button>
    </nav>
  );
}

/** The bar at the bottom of a phone: where work is done, and behind `more` all the rest. */
export function BottomBar(): ReactNode {
  const texts = useTexts();
  const { me } = useConsole();
  const counts = useCaseCounts().data;
  const shown = PAGES.filter(({ from }) => isAtLeast(me, from));
  const led = shown.filter(({ place }) => place === "lead");
  return (
    <nav
      aria-label={texts.navigation.main}
      className="hidden flex-none grid-cols-5 gap-0.5 border-t border-line px-1.5 pt-1 pb-[calc(6px+env(safe-area-inset-bottom))] max-narrow:grid"
    >
      {shown.map((page) =>
        page.place === "rail" ? (
          <Place key={page.path} page={page}>
            {page.name === "inbox" ? <Waiting count={counts?.mine_waiting ?? 0} /> : null}
          </Place>
        ) : null,
      )}
      <Link to="/inbox" search={{ view: "queue" }} className="rail-place">
        <Placed icon="queue" label={texts.cases.views.queue} />
        <span className="rail-count">
          <Count value={counts?.queue.count ?? 0} label={texts.cases.inQueue(counts?.queue.count ?? 0)} />
        </span>
      </Link>
      <OwnMenu
        side="top"
        pages={led}
        trigger={(status, word) => (
          <button type="button" className="rail-place" aria-label={texts.you.menu(me.name, word)}>
            <Avatar name={me.name} size="s" presence={status} />
            <span className="max-w-full truncate">{word}</span>
          </button>
        )}
      />
    </nav>
  );
}

function Waiting({ count }: { readonly count: number }) {
  const texts = useTexts();
  return (
    <span className="rail-count">
      <Count value={count} label={texts.cases.waitingOnYou(count)} />
    </span>
  );
}

function Place({ page, children }: { readonly page: Page; readonly children?: ReactNode }) {
  const label = useTexts().navigation[page.name];
  return (
    <Link to={page.path} className="rail-place" activeOptions={{ exact: false, includeSearch: false }}>
      <Placed icon={page.icon} label={label} />
      {children}
    </Link>
  );
}

function Placed({ icon, label }: { readonly icon: IconName; readonly label: string }) {
  return (
    <>
      <Icon name={icon} size={18} />
      <span className="max-w-full truncate" title={label}>
        {label}
      </span>
    </>
  );
}
