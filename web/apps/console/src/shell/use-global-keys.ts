// Shortcuts, heard once for the page and handed to whoever shows what they are about.

import { useEffect, useRef } from "react";
import { preferences } from "../preferences/preferences.ts";
import { isWritingIn, shortcutOf } from "./keys.ts";
import { type KeyAction, singleKeyOf } from "./single-keys.ts";

/** What a shortcut does. */
type Handlers = Partial<Record<KeyAction, () => void>>;

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

/** Hears the keys. Once per page; `handlers` are what they do when nothing that is shown takes them. */
export function useGlobalKeys(handlers: Handlers): void {
  // Not on the stack: effects of what is inside run first, so the frame would lie above what it holds.
  const last = useRef(handlers);
  last.current = handlers;
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const isWriting = isWritingIn(event.target);
      const hasSingles = !isWriting && preferences.get().value.singleKeys;
      const name = shortcutOf(event, isWriting) ?? (hasSingles ? singleKeyOf(event) : undefined);
      const handler = name && (stack.findLast(({ current }) => current[name]) ?? last).current[name];
      // A dialog or an open menu has the keys to itself. Only asked where it matters: it goes through the whole page.
      if (!handler || document.querySelector("dialog[open], [data-radix-menu-content]")) return;
      event.preventDefault();
      // A held key repeats: a walk through the list may go on, but nothing is done to one ticket after the other.
      if (event.repeat && name !== "nextTicket" && name !== "previousTicket") return;
      handler();
    };
    document.addEventListener("keydown", heard);
    return () => document.removeEventListener("keydown", heard);
  }, []);
}
