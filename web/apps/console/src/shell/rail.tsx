// The way to every page: at the side, or below on a phone.

import { Avatar, Count, Icon } from "@liaison-chat/ui";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { isAtLeast, useConsole } from "../auth/console-context.tsx";
import { useCounts } from "../inbox/use-counts.ts";
import { PAGES, type Page } from "../pages.ts";
import { Mark } from "../parts/mark.tsx";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from "../parts/menu.tsx";
import { say } from "../parts/toasts.tsx";
import { preferences } from "../preferences/preferences.ts";
import { usePreferences } from "../preferences/use-preferences.ts";
import { reasonOf, useTexts } from "../texts/texts.ts";
import { keyWord } from "./keys.ts";
import { openOverlay } from "./overlays.ts";
import { AGENT_STATUSES, useAgentStatus } from "./use-agent-status.ts";

/** The rail. */
export function Rail(): ReactNode {
  const texts = useTexts();
  const { me } = useConsole();
  const unread = useCounts().data?.mine.unread ?? 0;
  const shown = PAGES.filter(({ from }) => isAtLeast(me, from));
  const led = shown.filter(({ place }) => place === "lead");
  return (
    <nav
      aria-label={texts.navigation.main}
      className="flex flex-none items-center gap-1 border-line bg-subtle px-2 max-md:h-14 max-md:justify-around max-md:border-t max-md:pb-[env(safe-area-inset-bottom)] md:w-14 md:flex-col md:border-e md:py-2"
    >
      <span className="mb-2 max-md:hidden">
        <Mark size={30} />
      </span>
      {shown.map((page) =>
        page.place === "rail" ? (
          <Place key={page.path} page={page}>
            {page.name === "inbox" ? (
              <span className="absolute -end-0.5 -top-0.5">
                <Count value={unread} label={texts.inbox.unread(unread)} />
              </span>
            ) : null}
          </Place>
        ) : null,
      )}
      {led.length > 0 ? (
        <>
          <span className="my-1 h-px w-6 bg-line max-md:hidden" />
          {led.map((page) => (
            <Place key={page.path} page={page} isSecondary />
          ))}
        </>
      ) : null}
      <span className="flex-1 max-md:hidden" />
      <button
        type="button"
        className="flex size-10 items-center justify-center rounded-lg text-muted hover:bg-sunken hover:text-ink"
        aria-label={texts.navigation.search}
        title={`${texts.navigation.search} (${keyWord("palette")})`}
        onClick={() => openOverlay("palette")}
      >
        <Icon name="search" size={18} />
      </button>
      <button
        type="button"
        className="flex size-10 items-center justify-center rounded-lg text-muted hover:bg-sunken hover:text-ink max-md:hidden"
        aria-label={texts.navigation.help}
        title={`${texts.navigation.help} (?)`}
        onClick={() => openOverlay("help")}
      >
        <Icon name="keyboard" size={18} />
      </button>
      <OwnMenu led={led} />
    </nav>
  );
}

function Place({
  page,
  isSecondary = false,
  children,
}: {
  readonly page: Page;
  readonly isSecondary?: boolean;
  readonly children?: ReactNode;
}) {
  const label = useTexts().navigation[page.name];
  return (
    <Link
      to={page.path}
      aria-label={label}
      title={label}
      className={`relative flex size-10 items-center justify-center rounded-lg text-muted hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-soft-on ${isSecondary ? "max-md:hidden" : ""}`}
      activeOptions={{ exact: false, includeSearch: false }}
    >
      <Icon name={page.icon} size={18} />
      {children}
    </Link>
  );
}

function OwnMenu({ led }: { readonly led: readonly Page[] }) {
  const texts = useTexts();
  const { me, auth } = useConsole();
  const { theme } = usePreferences();
  const [status, setStatus] = useAgentStatus();
  const word = status ? texts.you.statuses[status] : texts.you.unknown;
  return (
    <Menu
      side="right"
      align="end"
      trigger={
        <button
          type="button"
          className="flex size-10 items-center justify-center rounded-lg hover:bg-sunken"
          aria-label={texts.you.menu(me.name, word)}
          title={`${me.name} · ${word}`}
        >
          <Avatar name={me.name} presence={status} />
        </button>
      }
    >
      <div className="flex items-center gap-2 px-2 py-2">
        <Avatar name={me.name} size="l" />
        <div className="min-w-0">
          <p className="truncate font-semibold">{me.name}</p>
          <p className="truncate text-sm text-muted">
            {texts.roles[me.user_type]}
            {me.team ? ` · ${me.team}` : ""}
          </p>
        </div>
      </div>
      <MenuLine />
      <MenuLabel>{texts.you.status}</MenuLabel>
      <MenuChoice
        value={status}
        onChange={(chosen) => void setStatus(chosen)}
        options={AGENT_STATUSES.map((value) => ({
          value,
          label: texts.you.statuses[value],
          sign: <StatusDot status={value} />,
        }))}
      />
      <MenuLine />
      <MenuLabel>{texts.preferences.theme}</MenuLabel>
      <MenuChoice
        value={theme}
        onChange={(chosen) => preferences.change({ theme: chosen })}
        options={(["system", "light", "dark"] as const).map((value) => ({
          value,
          label: texts.preferences.themes[value],
          sign: <Icon name={value === "system" ? "system" : value === "light" ? "sun" : "moon"} />,
        }))}
      />
      <MenuLine />
      {PAGES.map((page) => (page.place === "own" ? <GoTo key={page.path} page={page} /> : null))}
      <div className="md:hidden">
        {led.map((page) => (
          <GoTo key={page.path} page={page} />
        ))}
      </div>
      <MenuItem
        icon="logout"
        onSelect={() => void auth.logOut().catch((thrown) => say(reasonOf(thrown, texts), { tone: "bad" }))}
      >
        {texts.you.signOut}
      </MenuItem>
    </Menu>
  );
}

function GoTo({ page }: { readonly page: Page }) {
  const texts = useTexts();
  const navigate = useNavigate();
  return (
    <MenuItem icon={page.icon} onSelect={() => void navigate({ to: page.path })}>
      {texts.navigation[page.name]}
    </MenuItem>
  );
}

/** The colour of a status. */
export function StatusDot({ status }: { readonly status: string }): ReactNode {
  return (
    <span className="relative inline-block size-4" aria-hidden="true">
      <span className="lia-presence !start-[3px] !top-[3px] !border-0" data-presence={status} />
    </span>
  );
}
