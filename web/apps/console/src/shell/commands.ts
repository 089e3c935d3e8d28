// The commands of what is open, for the palette: whoever shows a case or a selection says what can be done to it.

import type { IconName } from "@liaison-chat/ui";
import { useEffect, useRef, useSyncExternalStore } from "react";
import type { ShortcutName } from "./keys.ts";

/** Something that can be done now. */
export interface Command {
  readonly id: string;
  readonly icon: IconName;
  readonly label: string;
  /** More words under which it is found. */
  readonly also?: string | undefined;
  /** What is so now, beside it. */
  readonly now?: string | undefined;
  readonly shortcut?: ShortcutName | undefined;
  readonly run: () => unknown;
}

/** The commands of one thing, under its name. */
export interface CommandGroup {
  readonly title: string;
  /** What they act on, as it is shown beside what is typed. */
  readonly about?: string | undefined;
  readonly commands: readonly Command[];
}

const groups: { readonly current: () => CommandGroup | undefined }[] = [];
const listeners = new Set<() => void>();
let version = 0;

function changed(): void {
  version++;
  for (const listener of listeners) listener();
}

/** Offers commands while this is shown. They are asked for when the palette is drawn. */
export function useCommands(offer: () => CommandGroup | undefined): void {
  const ref = useRef(offer);
  ref.current = offer;
  useEffect(() => {
    const entry = ref;
    groups.push(entry);
    changed();
    return () => {
      groups.splice(groups.indexOf(entry), 1);
      changed();
    };
  }, []);
}

/** What is offered now; what was shown last comes first. */
export function useOfferedCommands(): readonly CommandGroup[] {
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => version,
  );
  return groups
    .toReversed()
    .map(({ current }) => current())
    .filter((group) => group !== undefined);
}
