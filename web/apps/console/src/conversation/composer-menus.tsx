// What opens above the field while one types: templates after a slash, colleagues after an at sign.

import { Avatar } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { useTexts } from "../texts/texts.ts";
import { NoTemplates } from "./composer-notices.tsx";
import { Suggestions } from "./suggestions.tsx";
import { presenceOf } from "./use-colleagues.ts";
import type { Composing } from "./use-composing.ts";

/** The menu that is open, if one is. */
export function ComposerMenus({
  id,
  templates,
  mentions,
}: Pick<Composing, "templates" | "mentions"> & { readonly id: string }): ReactNode {
  const texts = useTexts();
  return (
    <>
      {templates.menu.isOpen ? (
        <Suggestions
          {...templates}
          id={id}
          title={texts.composer.templates}
          none={<NoTemplates areThere={templates.areThere} />}
          keyOf={(template) => template.id}
        >
          {({ shortcut, title, body }) => (
            <>
              <span dir="ltr" className="flex-none font-mono text-sm text-accent">
                /{shortcut}
              </span>
              <span className="min-w-0 flex-1 truncate">
                <bdi>{title}</bdi> <bdi className="text-muted">{body}</bdi>
              </span>
            </>
          )}
        </Suggestions>
      ) : null}
      {mentions.menu.isOpen ? (
        <Suggestions
          {...mentions}
          id={id}
          title={texts.composer.colleagues}
          none={texts.composer.noColleague}
          keyOf={(colleague) => colleague.id}
        >
          {(colleague) => (
            <>
              <Avatar name={colleague.name} size="s" presence={presenceOf(colleague)} />
              <span className="min-w-0 flex-1 truncate">
                <bdi>{colleague.name}</bdi>{" "}
                <span className="text-muted">
                  {texts.roles[colleague.role]}
                  {colleague.team ? ` · ${colleague.team}` : ""}
                </span>
              </span>
            </>
          )}
        </Suggestions>
      ) : null}
    </>
  );
}
