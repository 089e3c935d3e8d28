// A dialog above the page. The browser's own: it holds the focus, closes by Escape and gives the focus back.

import { IconButton } from "@liaison-chat/ui";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useTexts } from "../texts/texts.ts";

/** A dialog that is open as long as it is drawn. */
export function Dialog({
  title,
  lead,
  onClose,
  width = 480,
  isTitleHidden = false,
  children,
  foot,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly onClose: () => void;
  readonly width?: number;
  readonly isTitleHidden?: boolean;
  readonly children?: ReactNode;
  readonly foot?: ReactNode;
}): ReactNode {
  const texts = useTexts();
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || dialog.open) return;
    const before = document.activeElement;
    dialog.showModal();
    // The first field is where one begins; without one, the browser chooses.
    dialog.querySelector<HTMLElement>("[data-first], form :is(input, textarea, select)")?.focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      className="pointer-events-auto m-auto max-h-[min(720px,90dvh)] w-full max-w-[calc(100vw-24px)] flex-col overflow-hidden rounded-xl border border-line bg-raised p-0 text-start text-base shadow-l open:flex"
      style={{ inlineSize: width }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        // Pressed beside it; a selection that only ends there closes nothing.
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={isTitleHidden ? "lia-hidden" : "flex items-start gap-3 px-5 pt-4 pb-2"}>
        <div className="min-w-0 flex-1">
          <h2 id={id} className="text-xl">
            {title}
          </h2>
          {lead ? <p className="mt-1 text-muted">{lead}</p> : null}
        </div>
        {isTitleHidden ? null : (
          <IconButton icon="close" className="-me-1.5 -mt-1" label={texts.actions.close} onClick={onClose} />
        )}
      </div>
      {children}
      {foot ? <div className="flex justify-end gap-2 border-t border-line px-5 py-3">{foot}</div> : null}
    </dialog>
  );
}
