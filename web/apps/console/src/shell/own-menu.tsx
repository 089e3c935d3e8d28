// The person's own menu: whether they take cases, how the console looks, the way out.

import type { AgentStatus } from "@liaison-chat/client";
import { Avatar, Icon, type IconName } from "@liaison-chat/ui";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { isAtLeast, useConsole } from "../auth/console-context.tsx";
import { PAGES, type Page } from "../pages.ts";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from "../parts/menu.tsx";
import { say } from "../parts/toasts.tsx";
import { preferences } from "../preferences/preferences.ts";
import { usePreferences } from "../preferences/use-preferences.ts";
import { reasonOf, useTexts } from "../texts/texts.ts";
import { openOverlay } from "./overlays.ts";
import { AGENT_STATUSES, useAgentStatus } from "./use-agent-status.ts";

const THEME_ICONS: Readonly<Record<"system" | "light" | "dark", IconName>> = {
  system: "system",
  light: "sun",
  dark: "moon",
};
const THEMES = ["system", "light", "dark"] as const;

/** The menu at its button. `pages` are offered in it where the bar has no room for them. */
export function OwnMenu({
  trigger,
  side = "bottom",
  pages = [],
}: {
  readonly trigger: (status: AgentStatus | undefined, word: string) => ReactNode;
  readonly side?: "bottom" | "top";
  readonly pages?: readonly Page[];
}): ReactNode {
  const texts = useTexts();
  const { me, auth } = useConsole();
  const { theme } = usePreferences();
  const [status, setStatus] = useAgentStatus();
  const own = PAGES.filter(({ place, from }) => place === "own" && isAtLeast(me, from));
  return (
    <Menu
      side={side}
      align="end"
      trigger={trigger(status, status ? texts.you.statuses[status] : texts.you.unknown)}
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
        options={THEMES.map((value) => ({
          value,
          label: texts.preferences.themes[value],
          sign: <Icon name={THEME_ICONS[value]} />,
        }))}
      />
      <MenuLine />
      {[...pages, ...own].map((page) => (
        <GoTo key={page.path} page={page} />
      ))}
      <MenuItem icon="keyboard" onSelect={() => openOverlay("help")}>
        {texts.navigation.help}
      </MenuItem>
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
    <span className="relative inline-block size-4 flex-none" aria-hidden="true">
      <span className="lia-presence !start-[3px] !top-[3px] !border-0" data-presence={status} />
    </span>
  );
}
