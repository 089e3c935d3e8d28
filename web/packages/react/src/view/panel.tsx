// The window over a page that a chat is in: a card beside the page, the whole screen on a phone.

import {
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { isKey } from "../chat/key-meaning.ts";
import { useSpeech } from "../words/speech.tsx";
import { keepToItself } from "./keys.ts";

/** Where a screen is so small that the chat takes all of it. */
const PHONE = "(max-width: 480px)";

/** What can have the focus, to keep it inside. */
const FOCUSABLE = "button:not(:disabled),textarea,input:not([hidden]),a[href],[tabindex='0']";

/** A dialog. Escape closes it; focus goes in when it opens and back when it closes. */
export function Panel({ onClose, children }: { onClose: () => void; children: ReactNode }): ReactNode {
  const { say } = useSpeech();
  const panel = useRef<HTMLDivElement>(null);
  const isPhone = usePhone();
  useVisibleHeight(panel, isPhone);

  useEffect(() => {
    const root = panel.current?.getRootNode() as Document | ShadowRoot;
    const before = root.activeElement;
    const stop = panel.current ? keepToItself(panel.current) : undefined;
    panel.current?.focus();
    return () => {
      stop?.();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const keyPressed = (event: KeyboardEvent) => {
    if (isKey(event, "Escape") && !event.defaultPrevented) {
      event.stopPropagation();
      // Nor is it for a dialog of the page that we stand in.
      event.preventDefault();
      onClose();
    }
    // Beside a page one may go on to the page; over all of it there is nothing else.
    if (isKey(event, "Tab") && isPhone && panel.current) keepInside(panel.current, event);
  };
  return (
    <div
      ref={panel}
      className="lia-panel"
      role="dialog"
      aria-label={say("support")}
      aria-modal={isPhone || undefined}
      tabIndex={-1}
      onKeyDown={keyPressed}
      onDragOver={keepPage}
      onDrop={keepPage}
    >
      {children}
    </div>
  );
}

/** A file dropped where none is taken would be opened in place of the page. */
function keepPage(event: DragEvent): void {
  if (event.dataTransfer.types.includes("Files")) event.preventDefault();
}

function keepInside(panel: HTMLElement, event: KeyboardEvent): void {
  const all = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const present = (panel.getRootNode() as Document | ShadowRoot).activeElement;
  const [first, last] = [all[0], all.at(-1)];
  if (event.shiftKey ? present === first || present === panel : present === last) {
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}

function usePhone(): boolean {
  const [isPhone, setPhone] = useState(() => matchMedia(PHONE).matches);
  useEffect(() => {
    const query = matchMedia(PHONE);
    const look = () => setPhone(query.matches);
    query.addEventListener("change", look);
    return () => query.removeEventListener("change", look);
  }, []);
  return isPhone;
}

/** On a phone the keyboard covers the page without making it smaller: the panel takes what is left to see. */
function useVisibleHeight(panel: { readonly current: HTMLElement | null }, isPhone: boolean): void {
  useLayoutEffect(() => {
    const view = globalThis.visualViewport;
    const { style } = panel.current ?? {};
    if (!view || !style || !isPhone) return;
    const fit = () => {
      style.setProperty("--lia-visible", `${view.height}px`);
      style.setProperty("--lia-above", `${view.offsetTop}px`);
    };
    fit();
    view.addEventListener("resize", fit);
    view.addEventListener("scroll", fit);
    return () => {
      view.removeEventListener("resize", fit);
      view.removeEventListener("scroll", fit);
      style.removeProperty("--lia-visible");
      style.removeProperty("--lia-above");
    };
  }, [panel, isPhone]);
}
