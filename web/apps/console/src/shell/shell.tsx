// What is around every page: the rail, the banner of the connection, what opens above.

import { Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { wishSearch } from "../inbox/search-focus.ts";
import { useFollowedCounts } from "../inbox/use-case-counts.ts";
import { undoLast } from "../parts/toasts.tsx";
import { useTexts } from "../texts/texts.ts";
import { StartQuestion } from "./availability.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { closeOverlay, openOverlay, useOverlay } from "./overlays.ts";
import { BottomBar, Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";
import { useHeardStatus } from "./use-agent-status.ts";
import { useAutoAway } from "./use-auto-away.ts";
import { useGlobalKeys } from "./use-global-keys.ts";
import { useNotices } from "./use-notices.ts";

const loadPalette = () => import("./palette.tsx");
const Palette = lazy(() => loadPalette().then(({ Palette }) => ({ default: Palette })));
/** Long after the first paint, so that the first letters after Ctrl+K find it there. */
const IDLE_MS = 1_500;
const Help = lazy(() => import("./help.tsx").then(({ Help }) => ({ default: Help })));

/** The frame of the console. */
export function Shell(): ReactNode {
  const texts = useTexts();
  const overlay = useOverlay();
  const navigate = useNavigate();
  // The inbox has its views beside the panel; every other page is one.
  const hasOwnPanel = useLocation({ select: ({ pathname }) => pathname.startsWith("/inbox") });
  useGlobalKeys({
    palette: () => openOverlay("palette"),
    help: () => openOverlay("help"),
    undo: undoLast,
    search: () => {
      wishSearch();
      void navigate({ to: "/inbox" });
    },
  });
  useFollowedCounts();
  useNotices();
  useAutoAway();
  useHeardStatus();
  useEffect(() => {
    // Not fetched now, it is when it is opened.
    const timer = setTimeout(() => void loadPalette().catch(() => {}), IDLE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="flex h-full flex-col bg-shell">
      <a
        href="#content"
        className="absolute start-2 top-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-2 font-semibold text-accent-on focus:translate-y-0"
      >
        {texts.navigation.skip}
      </a>
      <ConnectionBanner />
      <TopBar />
      <div className="flex min-h-0 flex-1">
        <Rail />
        <div
          id="content"
          tabIndex={-1}
          className={`flex min-h-0 min-w-0 flex-1 flex-col outline-none ${hasOwnPanel ? "" : "panel"}`}
        >
          <StartQuestion className="m-3 hidden flex-none max-narrow:flex" />
          <div className="min-h-0 flex-1">
            <Outlet />
          </div>
        </div>
      </div>
      <BottomBar />
      <Suspense fallback={null}>
        {overlay === "palette" ? <Palette onClose={closeOverlay} /> : null}
        {overlay === "help" ? <Help onClose={closeOverlay} /> : null}
      </Suspense>
    </div>
  );
}
