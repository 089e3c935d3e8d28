// Shortcuts, heard once for the page and handed to whoever shows what they are about.

import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { isWritingIn, type ShortcutName, shortcutOf } from "./keys.ts";
import { openOverlay } from "./overlays.ts";

/** What a shortcut does. */
type Handlers = Partial<Record<ShortcutName, () => void>>;

const stack: { readonly current: Handlers }[] = [];

/** Does these things while this is shown. What was shown later comes first. */
export function useShortcuts(handlers: Handlers): void {
  const ref = useRef(handlers);
  ref.current = handlers;
  useEffect(() => {
    stack.push(ref);
    return () => {
      stack.splice(stack.indexOf(ref), 1);
    };
  }, []);
}

/** Hears the keys. Once per page. */
export function useGlobalKeys(): void {
  const navigate = useNavigate();
  useShortcuts({
    palette: () => openOverlay("palette"),
    help: () => openOverlay("help"),
    search: () => void navigate({ to: "/inbox", search: true }),
  });
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const name = shortcutOf(event, isWritingIn(event.target));
      const handler = name && stack.findLast(({ current }) => current[name])?.current[name];
      // A dialog or an open menu has the keys to itself. Only asked where it matters: it goes through the whole page.
      if (!handler || document.querySelector("dialog[open], [data-radix-menu-content]")) return;
      event.preventDefault();
      handler();
    };
    document.addEventListener("keydown", heard);
    return () => document.removeEventListener("keydown", heard);
  }, []);
}
