// Every page a person can go to: its address, its icon and name, who sees it, and what draws it. The router, the rail and
// the palette read this table.

import type { IconName } from "@liaison-chat/ui";
import { lazyRouteComponent } from "@tanstack/react-router";
import type { Texts } from "./texts/english.ts";

/** Where the way to a page stands: on the rail for everyone, below a line for those who lead, or in one's own menu. */
type Place = "rail" | "lead" | "own";

interface PageFacts {
  readonly path: `/${string}`;
  readonly icon: IconName;
  /** Which name of the navigation it has. */
  readonly name: keyof Texts["navigation"];
  /** From which role on. */
  readonly from: "agent" | "team_lead" | "admin";
  readonly place: Place;
}

/** The pages in the order in which they are offered. */
export const PAGES = [
  { path: "/inbox", icon: "inbox", name: "inbox", from: "agent", place: "rail" },
  { path: "/live", icon: "live", name: "live", from: "agent", place: "rail" },
  { path: "/templates", icon: "template", name: "templates", from: "agent", place: "rail" },
  { path: "/labels", icon: "tag", name: "labels", from: "team_lead", place: "lead" },
  { path: "/preferences", icon: "settings", name: "preferences", from: "agent", place: "own" },
  { path: "/staff", icon: "people", name: "staff", from: "admin", place: "lead" },
  { path: "/keys", icon: "key", name: "keys", from: "admin", place: "lead" },
  { path: "/settings", icon: "settings", name: "settings", from: "admin", place: "lead" },
  { path: "/activity", icon: "activity", name: "activity", from: "admin", place: "lead" },
] as const satisfies readonly PageFacts[];

/** One of them. */
export type Page = (typeof PAGES)[number];

/** Its address. */
export type PagePath = Page["path"];

/** What draws each of them, fetched when it is first gone to. The inbox has pages of its own below it: see the router. */
export const DRAWN_BY = {
  "/live": lazyRouteComponent(() => import("./live/live-page.tsx"), "LivePage"),
  "/templates": lazyRouteComponent(() => import("./admin/templates-page.tsx"), "TemplatesPage"),
  "/labels": lazyRouteComponent(() => import("./admin/labels-page.tsx"), "LabelsPage"),
  "/preferences": lazyRouteComponent(() => import("./preferences/preferences-page.tsx"), "PreferencesPage"),
  "/staff": lazyRouteComponent(() => import("./admin/staff-page.tsx"), "StaffPage"),
  "/keys": lazyRouteComponent(() => import("./admin/keys-page.tsx"), "KeysPage"),
  "/settings": lazyRouteComponent(() => import("./admin/settings-page.tsx"), "SettingsPage"),
  "/activity": lazyRouteComponent(() => import("./admin/activity-page.tsx"), "ActivityPage"),
} satisfies Record<Exclude<PagePath, "/inbox">, unknown>;
