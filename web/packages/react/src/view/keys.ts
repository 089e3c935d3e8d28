// What is typed in a chat within a shadow root is the chat's: the page around it has shortcuts, traps for the focus and
// places to drop files, and none of them is meant when somebody writes to support.

/** What pages would act on, stopped where it leaves us. Our own listeners are further in, and have heard it. */
const OWN =
  "beforeinput input textInput compositionstart compositionupdate compositionend paste copy cut dragenter dragover dragleave drop";

/** A dialog of the page may close at a press that is outside of its box, where we stand while we are in it. */
const PRESSES = "pointerdown pointerup mousedown mouseup click";

const KEYS = "keydown keypress keyup";

/** What a copy of a key event has of its own. */
const KEPT =
  "key code location repeat isComposing keyCode charCode bubbles cancelable view detail ctrlKey shiftKey altKey metaKey";

/** Keeps the events of a panel within its shadow root, if it is in one; gives what ends it. */
export function keepToItself(panel: Element): (() => void) | undefined {
  const { host } = panel.getRootNode() as ShadowRoot;
  if (!host) return;
  const end = new AbortController();
  const { signal } = end;
  const listen = (target: EventTarget, types: string, run: (event: Event) => unknown, capture = false) => {
    for (const type of types.split(" ")) target.addEventListener(type, run, { signal, capture });
  };
  const isOurs = (event: Event) => event.composedPath().includes(panel);
  listen(host, OWN, (event) => event.stopPropagation());
  listen(host, PRESSES, (event) => host.parentElement?.matches("dialog") && event.stopPropagation());
  // Before any listener of the page's document, whichever was there first.
  listen(window, "focusin focusout", (event) => isOurs(event) && event.stopImmediatePropagation(), true);
  listen(
    window,
    KEYS,
    (event) => {
      if (!isOurs(event)) return;
      event.stopImmediatePropagation();
      if (!event.composedPath()[0]?.dispatchEvent(copyOf(event as KeyboardEvent))) event.preventDefault();
    },
    true,
  );
  return () => end.abort();
}

/** The same key, for those within the shadow root alone: it is not composed. */
function copyOf(event: KeyboardEvent): KeyboardEvent {
  const facts: Record<string, unknown> = { modifierAltGraph: event.getModifierState("AltGraph") };
  for (const name of KEPT.split(" ")) facts[name] = event[name as keyof KeyboardEvent];
  return new KeyboardEvent(event.type, facts);
}
