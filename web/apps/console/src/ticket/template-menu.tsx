// The templates that fit what was typed, above the field. The field keeps the focus; keys choose.

import type { Template } from "@liaison-chat/client";
import { Banner, Spinner } from "@liaison-chat/ui";
import { type ReactNode, useEffect, useRef } from "react";
import { useTexts } from "../texts/texts.ts";

/** The list. */
export function TemplateMenu({
  id,
  templates,
  chosen,
  problem,
  isLoading,
  onHover,
  onChoose,
}: {
  readonly id: string;
  readonly templates: readonly Template[];
  readonly chosen: number;
  readonly problem: string | undefined;
  readonly isLoading: boolean;
  readonly onHover: (index: number) => void;
  readonly onChoose: (template: Template) => void;
}): ReactNode {
  const texts = useTexts();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.querySelector(`[data-index="${chosen}"]`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <div className="menu absolute inset-x-0 bottom-full z-20 mb-1.5 !max-h-64">
      <p className="panel-title px-2 pt-1 pb-1">{texts.composer.templates}</p>
      {problem ? <Banner tone="warn">{problem}</Banner> : null}
      {isLoading ? (
        <p className="flex justify-center p-3 text-muted">
          <Spinner />
        </p>
      ) : null}
      {!problem && !isLoading && templates.length === 0 ? (
        <p className="px-2 py-1.5 text-muted" role="status">
          {texts.composer.noTemplates}
        </p>
      ) : null}
      <div ref={ref} id={id} role="listbox" aria-label={texts.composer.templates}>
        {templates.map((template, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus, and says which one is chosen.
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the field.
          <div
            key={template.id}
            id={`${id}-${index}`}
            data-index={index}
            role="option"
            aria-selected={index === chosen}
            data-selected={index === chosen}
            className="menu-item"
            onMouseMove={() => onHover(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(template)}
          >
            <span dir="ltr" className="flex-none font-mono text-sm text-accent">
              /{template.shortcut}
            </span>
            <span className="min-w-0 flex-1 truncate">
              <bdi>{template.title}</bdi> <bdi className="text-muted">{template.body}</bdi>
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
