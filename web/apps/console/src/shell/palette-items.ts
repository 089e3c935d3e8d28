// What the palette offers beside the commands of what is open: pages, views of the inbox, one's own status and look.

import type { IconName } from "@liaison-chat/ui";
import { useNavigate } from "@tanstack/react-router";
import { isAtLeast, useConsole } from "../auth/console-context.tsx";
import { useViews } from "../inbox/use-views.ts";
import { PAGES } from "../pages.ts";
import { preferences } from "../preferences/preferences.ts";
import { useTexts } from "../texts/texts.ts";
import type { Command } from "./commands.ts";
import { openOverlay } from "./overlays.ts";
import { AGENT_STATUSES, useAgentStatus } from "./use-agent-status.ts";

const THEMES: readonly (readonly ["system" | "light" | "dark", IconName])[] = [
  ["system", "system"],
  ["light", "sun"],
  ["dark", "moon"],
];

/** The pages that the person sees, and the views of the inbox. */
export function usePlaces(): readonly Command[] {
  const texts = useTexts();
  const { me } = useConsole();
  const navigate = useNavigate();
  const views = useViews({}).flatMap(({ items }) => items);
  return [
    ...PAGES.filter(({ from }) => isAtLeast(me, from)).map(
      ({ path, icon, name }): Command => ({
        id: path,
        icon,
        label: texts.navigation[name],
        run: () => navigate({ to: path }),
      }),
    ),
    ...views.map(
      ({ id, icon, label, search }): Command => ({
        id: `view-${id}`,
        icon,
        label: texts.joined.pair(texts.navigation.inbox, label),
        run: () => navigate({ to: "/inbox", search }),
      }),
    ),
  ];
}

/** What one can do about oneself. */
export function useOwnCommands(): readonly Command[] {
  const texts = useTexts();
  const [, setStatus] = useAgentStatus();
  return [
    ...AGENT_STATUSES.map(
      (status): Command => ({
        id: `you-${status}`,
        icon: "user",
        label: texts.palette.status(texts.you.statuses[status]),
        run: () => setStatus(status),
      }),
    ),
    ...THEMES.map(
      ([theme, icon]): Command => ({
        id: `theme-${theme}`,
        icon,
        label: texts.palette.theme(texts.preferences.themes[theme]),
        run: () => preferences.change({ theme }),
      }),
    ),
    {
      id: "help",
      icon: "keyboard",
      label: texts.navigation.help,
      shortcut: "help",
      run: () => openOverlay("help"),
    },
  ];
}
