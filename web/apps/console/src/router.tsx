// The pages and their addresses, below /console/.

import { createRootRoute, createRoute, createRouter, redirect } from "@tanstack/react-router";
import { keyOfOldAddress } from "./inbox/case-key.ts";
import { CasePage } from "./inbox/case-page.tsx";
import { InboxPage } from "./inbox/inbox-page.tsx";
import { type InboxSearch, readSearch } from "./inbox/inbox-search.ts";
import { NoCase } from "./inbox/no-case.tsx";
import { DRAWN_BY } from "./pages.ts";
import { PageFailed, PageMissing } from "./shell/page-failed.tsx";
import { Shell } from "./shell/shell.tsx";

type PlainPath = keyof typeof DRAWN_BY;

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

const inboxIndex = createRoute({ getParentRoute: () => inbox, path: "/", component: NoCase });

const openCase = createRoute({
  getParentRoute: () => inbox,
  path: "$case",
  component: CasePage,
  // Bookmarks and messages of before have the bare number of a ticket.
  beforeLoad: ({ params, location: { hash } }) => {
    const key = keyOfOldAddress(params.case);
    if (key) throw redirect({ to: "/inbox/$case", params: { case: key }, search: true, hash, replace: true });
  },
});

const oldTicket = createRoute({
  getParentRoute: () => root,
  path: "/tickets/$ticket",
  beforeLoad: ({ params, location: { hash } }) => {
    const key = keyOfOldAddress(params.ticket) ?? params.ticket;
    throw redirect({ to: "/inbox/$case", params: { case: key }, hash, replace: true });
  },
});

const oldTickets = createRoute({
  getParentRoute: () => root,
  path: "/tickets",
  beforeLoad: () => {
    throw redirect({ to: "/inbox", replace: true });
  },
});

/** The pages without pages below them. */
const pages = Object.fromEntries(
  (Object.keys(DRAWN_BY) as PlainPath[]).map((path) => [path, pageAt(path)]),
) as unknown as { readonly [Path in PlainPath]: ReturnType<typeof pageAt<Path>> };

function pageAt<const Path extends PlainPath>(path: Path) {
  return createRoute({ getParentRoute: () => root, path, component: DRAWN_BY[path] });
}

const tree = root.addChildren({
  start,
  inbox: inbox.addChildren([inboxIndex, openCase]),
  oldTicket,
  oldTickets,
  ...pages,
});

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
