// What fits the word that was typed, above the field. The field keeps the focus; keys choose.

import { Banner, Spinner } from "@liaison-chat/ui";
import { type ReactNode, useEffect, useRef } from "react";
import type { WordMenu } from "./word-menu.ts";

/** The list. */
export function Suggestions<Item>({
  id,
  title,
  none,
  menu: { found, at, setChosen, onChoose },
  problem,
  isLoading,
  keyOf,
  children,
}: {
  readonly id: string;
  readonly title: string;
  /** What is said when nothing fits. */
  readonly none: ReactNode;
  readonly menu: WordMenu<Item>;
  readonly problem: string | undefined;
  readonly isLoading: boolean;
  readonly keyOf: (item: Item) => number;
  readonly children: (item: Item) => ReactNode;
}): ReactNode {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.querySelector(`[data-index="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <div className="menu absolute inset-x-0 bottom-full z-20 mb-1.5 !max-h-64">
      <p className="panel-title px-2 pt-1 pb-1">{title}</p>
      {problem ? <Banner tone="warn">{problem}</Banner> : null}
      {isLoading ? (
        <p className="flex justify-center p-3 text-muted">
          <Spinner />
        </p>
      ) : null}
      {!problem && !isLoading && found.length === 0 ? (
        <div className="px-2 py-1.5 text-muted" role="status">
          {none}
        </div>
      ) : null}
      <div ref={ref} id={id} role="listbox" aria-label={title}>
        {found.map((item, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus, and says which one is chosen.
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the field.
          <div
            key={keyOf(item)}
            id={`${id}-${index}`}
            data-index={index}
            role="option"
            aria-selected={index === at}
            data-selected={index === at}
            className="menu-item"
            onMouseMove={() => setChosen(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(item)}
          >
            {children(item)}
          </div>
        ))}
      </div>
    </div>
  );
}
