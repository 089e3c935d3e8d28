// The pages and their addresses, below /console/.

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { InboxPage } from "./inbox/inbox-page.tsx";
import { type InboxSearch, readSearch } from "./inbox/inbox-search.ts";
import { NoTicket } from "./inbox/no-ticket.tsx";
import { PageFailed, PageMissing } from "./shell/page-failed.tsx";
import { Shell } from "./shell/shell.tsx";
import { TicketPage } from "./ticket/ticket-page.tsx";

const root = createRootRoute({
  component: Shell,
  errorComponent: PageFailed,
  notFoundComponent: PageMissing,
});

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/inbox" });
  },
});

const inbox = createRoute({
  getParentRoute: () => root,
  path: "/inbox",
  component: InboxPage,
  validateSearch: (raw: Record<string, unknown>): InboxSearch => readSearch(raw),
});

const inboxIndex = createRoute({ getParentRoute: () => inbox, path: "/", component: NoTicket });

const ticket = createRoute({
  getParentRoute: () => inbox,
  path: "$ticket",
  params: {
    parse: ({ ticket }) => ({ ticket: Number(ticket) }),
    stringify: ({ ticket }) => ({ ticket: String(ticket) }),
  },
  component: TicketPage,
});

const live = createRoute({
  getParentRoute: () => root,
  path: "/live",
  component: lazyRouteComponent(() => import("./live/live-page.tsx"), "LivePage"),
});

const templates = createRoute({
  getParentRoute: () => root,
  path: "/templates",
  component: lazyRouteComponent(() => import("./admin/templates-page.tsx"), "TemplatesPage"),
});

const labels = createRoute({
  getParentRoute: () => root,
  path: "/labels",
  component: lazyRouteComponent(() => import("./admin/labels-page.tsx"), "LabelsPage"),
});

const staff = createRoute({
  getParentRoute: () => root,
  path: "/staff",
  component: lazyRouteComponent(() => import("./admin/staff-page.tsx"), "StaffPage"),
});

const keys = createRoute({
  getParentRoute: () => root,
  path: "/keys",
  component: lazyRouteComponent(() => import("./admin/keys-page.tsx"), "KeysPage"),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: lazyRouteComponent(() => import("./admin/settings-page.tsx"), "SettingsPage"),
});

const activity = createRoute({
  getParentRoute: () => root,
  path: "/activity",
  component: lazyRouteComponent(() => import("./admin/activity-page.tsx"), "ActivityPage"),
});

const preferences = createRoute({
  getParentRoute: () => root,
  path: "/preferences",
  component: lazyRouteComponent(() => import("./preferences/preferences-page.tsx"), "PreferencesPage"),
});

const tree = root.addChildren([
  start,
  inbox.addChildren([inboxIndex, ticket]),
  live,
  templates,
  labels,
  staff,
  keys,
  settings,
  activity,
  preferences,
]);

/** Writes searches so that people can read them: `?view=all&status=open,closed`. */
function written(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).filter(([, value]) => value !== undefined && value !== "");
  if (pairs.length === 0) return "";
  const words = pairs.map(
    ([name, value]) => `${name}=${encodeURIComponent(String(value)).replaceAll("%2C", ",")}`,
  );
  return `?${words.join("&")}`;
}

/** The router of the console. */
export const router = createRouter({
  routeTree: tree,
  basepath: "/console",
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: written,
  defaultPreload: "intent",
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
