// Short words about what was just done. They go by themselves, and never take the focus.

import { Icon, IconButton } from "@liaison-chat/ui";
import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { useTexts } from "../texts/texts.ts";

/** What is said. */
export interface Toast {
  readonly id: number;
  readonly tone: "good" | "bad";
  readonly words: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();
const STAYS_MS = { good: 6_000, bad: 12_000 };

function become(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function dismiss(id: number): void {
  become(toasts.filter((toast) => toast.id !== id));
}

/** Says it. */
export function say(words: string, more: Partial<Pick<Toast, "tone" | "action">> = {}): void {
  last += 1;
  // Three at once are as many as one can read.
  become([...toasts.slice(-2), { id: last, tone: "good", words, ...more }]);
}

/** Undoes what was done last, as long as that is offered. */
export function undoLast(): void {
  const last = toasts.findLast(({ action }) => action);
  if (!last) return;
  dismiss(last.id);
  last.action?.run();
}

/** Where it is said. One per page. */
export function Toasts(): ReactNode {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div
      className="pointer-events-none fixed start-5 bottom-5 z-50 flex max-w-[calc(100vw-24px)] flex-col items-start gap-2 max-narrow:inset-x-3 max-narrow:bottom-[calc(70px+env(safe-area-inset-bottom))] max-narrow:items-stretch"
      role="status"
      aria-live="polite"
    >
      {shown.map((toast) => (
        <Card key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function Card({ toast }: { readonly toast: Toast }) {
  const texts = useTexts();
  useEffect(() => {
    const timer = setTimeout(() => dismiss(toast.id), STAYS_MS[toast.tone]);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div className="pointer-events-auto flex max-w-[440px] items-center gap-2 rounded-lg border border-line bg-raised py-1.5 ps-3 pe-1.5 shadow-l">
      <Icon
        name={toast.tone === "bad" ? "alert" : "check"}
        className={toast.tone === "bad" ? "text-bad" : "text-good"}
      />
      <span className="min-w-0 flex-1 py-1">{toast.words}</span>
      {toast.action ? (
        <button
          type="button"
          className="rounded-md px-2 py-1 font-semibold text-accent hover:bg-sunken"
          onClick={() => {
            dismiss(toast.id);
            toast.action?.run();
          }}
        >
          {toast.action.label}
        </button>
      ) : null}
      <IconButton icon="close" size="s" label={texts.actions.dismiss} onClick={() => dismiss(toast.id)} />
    </div>
  );
}
