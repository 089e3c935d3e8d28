// The way to every page: at the side, or below on a phone.

import { Avatar, Count, Icon, type IconName } from "@liaison-chat/ui";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useCounts } from "../inbox/use-counts.ts";
import { Mark } from "../parts/mark.tsx";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from "../parts/menu.tsx";
import { say } from "../parts/toasts.tsx";
import { preferences } from "../preferences/preferences.ts";
import { usePreferences } from "../preferences/use-preferences.ts";
import { isAtLeast, useConsole } from "../session/console-context.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";
import { keyWord } from "./keys.ts";
import { openOverlay } from "./overlays.ts";
import { AGENT_STATUSES, useAgentStatus } from "./use-agent-status.ts";

type Page = "/inbox" | "/live" | "/templates" | "/labels" | "/staff" | "/keys" | "/settings" | "/activity";

const EVERYBODY: readonly [Page, IconName, "inbox" | "live" | "templates"][] = [
  ["/inbox", "inbox", "inbox"],
  ["/live", "live", "live"],
  ["/templates", "template", "templates"],
];

/** Pages for those who lead, and from which role on. */
const LEADERS: readonly [
  Page,
  IconName,
  "labels" | "staff" | "keys" | "settings" | "activity",
  "team_lead" | "admin",
][] = [
  ["/labels", "tag", "labels", "team_lead"],
  ["/staff", "people", "staff", "admin"],
  ["/keys", "key", "keys", "admin"],
  ["/settings", "settings", "settings", "admin"],
  ["/activity", "activity", "activity", "admin"],
];

/** The rail. */
export function Rail(): ReactNode {
  const texts = useTexts();
  const { me } = useConsole();
  const unread = useCounts().data?.mine.unread ?? 0;
  const led = LEADERS.filter(([, , , role]) => isAtLeast(me, role));
  return (
    <nav
      aria-label={texts.navigation.main}
      className="flex flex-none items-center gap-1 border-line bg-subtle px-2 max-md:h-14 max-md:justify-around max-md:border-t max-md:pb-[env(safe-area-inset-bottom)] md:w-14 md:flex-col md:border-e md:py-2"
    >
      <span className="mb-2 max-md:hidden">
        <Mark size={30} />
      </span>
      {EVERYBODY.map(([to, icon, name]) => (
        <Place key={to} to={to} icon={icon} label={texts.navigation[name]}>
          {name === "inbox" ? (
            <span className="absolute -end-0.5 -top-0.5">
              <Count value={unread} label={texts.inbox.unread(unread)} />
            </span>
          ) : null}
        </Place>
      ))}
      {led.length > 0 ? (
        <>
          <span className="my-1 h-px w-6 bg-line max-md:hidden" />
          {led.map(([to, icon, name]) => (
            <Place key={to} to={to} icon={icon} label={texts.navigation[name]} isSecondary />
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
  to,
  icon,
  label,
  isSecondary = false,
  children,
}: {
  readonly to: Page;
  readonly icon: IconName;
  readonly label: string;
  readonly isSecondary?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <Link
      to={to}
      aria-label={label}
      title={label}
      className={`relative flex size-10 items-center justify-center rounded-lg text-muted hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-soft-on ${isSecondary ? "max-md:hidden" : ""}`}
      activeOptions={{ exact: false, includeSearch: false }}
    >
      <Icon name={icon} size={18} />
      {children}
    </Link>
  );
}

function OwnMenu({ led }: { readonly led: typeof LEADERS }) {
  const texts = useTexts();
  const { me, session } = useConsole();
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
      <GoTo to="/preferences" icon="settings" label={texts.navigation.preferences} />
      <div className="md:hidden">
        {led.map(([to, icon, name]) => (
          <GoTo key={to} to={to} icon={icon} label={texts.navigation[name]} />
        ))}
      </div>
      <MenuItem
        icon="logout"
        onSelect={() =>
          void session.logOut().catch((thrown) => say(reasonOf(thrown, texts), { tone: "bad" }))
        }
      >
        {texts.you.signOut}
      </MenuItem>
    </Menu>
  );
}

function GoTo({ to, icon, label }: { to: Page | "/preferences"; icon: IconName; label: string }) {
  const navigate = useNavigate();
  return (
    <MenuItem icon={icon} onSelect={() => void navigate({ to })}>
      {label}
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
