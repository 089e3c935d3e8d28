// The shortcuts, written down.

import type { ReactNode } from "react";
import { Dialog } from "../parts/dialog.tsx";
import { usePreferences } from "../preferences/use-preferences.ts";
import type { Texts } from "../texts/english.ts";
import { useTexts } from "../texts/texts.ts";
import { IS_MAC, keyNames, SEND_KEYS, SHORTCUTS, type ShortcutName } from "./keys.ts";
import { SINGLE_KEYS } from "./single-keys.ts";

type HelpName = keyof Texts["help"]["names"];

const ANYWHERE: readonly ShortcutName[] = [
  "palette",
  "help",
  "search",
  "nextTicket",
  "previousTicket",
  "close",
];
const IN_TICKET: readonly ShortcutName[] = [
  "nextPane",
  "reply",
  "note",
  "resolve",
  "resolveNext",
  "snooze",
  "details",
];

/** The list of shortcuts. */
export function Help({ onClose }: { readonly onClose: () => void }): ReactNode {
  const texts = useTexts();
  const { enterSends, singleKeys } = usePreferences();
  const known = (names: readonly ShortcutName[]): readonly [HelpName, string[]][] =>
    names.map((name) => [name, keyNames(SHORTCUTS[name], IS_MAC)]);
  const singles = (Object.entries(SINGLE_KEYS) as [keyof Texts["commands"]["singles"], string][]).map(
    ([name, key]) => [name, key === "E" ? [IS_MAC ? "⇧" : "Shift", key] : [key.toUpperCase()]] as const,
  );
  const writing: readonly [HelpName, string[]][] = [
    ["send", enterSends ? ["Enter"] : SEND_KEYS],
    ["newline", enterSends ? [IS_MAC ? "⇧" : "Shift", "Enter"] : ["Enter"]],
    ["template", ["/"]],
    ["mention", ["@"]],
    ["insert", ["Enter"]],
  ];
  return (
    <Dialog title={texts.help.title} onClose={onClose} width={640}>
      <div className="grid gap-x-8 gap-y-5 overflow-y-auto px-5 pt-1 pb-5 md:grid-cols-2">
        <Part title={texts.help.anywhere} rows={known(ANYWHERE)} />
        <Part title={texts.help.inTicket} rows={known(IN_TICKET)} />
        <Part title={texts.help.writing} rows={writing} />
        {singleKeys ? (
          <KeyPart
            title={texts.commands.singlesTitle}
            rows={[...singles, ["tick", ["X"]] as const].map(([name, keys]) => [
              texts.commands.singles[name],
              keys,
            ])}
          />
        ) : null}
      </div>
    </Dialog>
  );
}

function Part({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly (readonly [HelpName, string[]])[];
}) {
  const texts = useTexts();
  return <KeyPart title={title} rows={rows.map(([name, keys]) => [texts.help.names[name], keys])} />;
}

function KeyPart({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly (readonly [words: string, keys: readonly string[]])[];
}) {
  return (
    <section>
      <h3 className="panel-title mb-1.5">{title}</h3>
      <dl className="flex flex-col">
        {rows.map(([words, keys]) => (
          <div
            key={words}
            className="flex min-h-8 items-center justify-between gap-4 border-b border-line last:border-0"
          >
            <dt>{words}</dt>
            <dd dir="ltr" className="flex flex-none gap-1">
              {keys.map((key) => (
                <kbd key={key} className="key">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
