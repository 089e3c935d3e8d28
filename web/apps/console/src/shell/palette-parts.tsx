// What a row of the palette looks like.

import { Icon } from "@liaison-chat/ui";
import { Command as Cmdk } from "cmdk";
import type { ReactNode } from "react";
import { stretchOf } from "./command-search.ts";
import type { Command } from "./commands.ts";
import { IS_MAC, keyNames, SHORTCUTS } from "./keys.ts";

/** Rows that belong together. */
export function Group({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Cmdk.Group heading={<span className="panel-title block px-2 pt-2 pb-1">{title}</span>}>
      {children}
    </Cmdk.Group>
  );
}

/** A command: its icon, its name with what was typed standing out, its keys. */
export function CommandItem({
  command: { id, icon, label, now, shortcut },
  words,
  onSelect,
}: {
  readonly command: Command;
  readonly words: string;
  readonly onSelect: () => void;
}): ReactNode {
  return (
    <Cmdk.Item value={id} className="menu-item" onSelect={onSelect}>
      <Icon name={icon} className="text-muted" />
      <span className="min-w-0 flex-1 truncate">
        <Named label={label} words={words} />
        {now ? (
          <>
            {" "}
            <bdi className="text-muted">{now}</bdi>
          </>
        ) : null}
      </span>
      {shortcut ? (
        <span dir="ltr" aria-hidden="true" className="flex flex-none gap-1 max-narrow:hidden">
          {keyNames(SHORTCUTS[shortcut], IS_MAC).map((key) => (
            <kbd key={key} className="key">
              {key}
            </kbd>
          ))}
        </span>
      ) : null}
    </Cmdk.Item>
  );
}

function Named({ label, words }: { readonly label: string; readonly words: string }) {
  const [from, to] = stretchOf(label, words) ?? [0, 0];
  if (to === 0) return label;
  return (
    <>
      {label.slice(0, from)}
      <b className="font-[650]">{label.slice(from, to)}</b>
      {label.slice(to)}
    </>
  );
}
