// What is typed in a chat within a shadow root is the chat's: the page around it has shortcuts, traps for the focus and
// places to drop files, and none of them is meant when somebody writes to support.
//
// A listener of the window that was there before us hears an event first, whatever we do. So the page's view of it is
// true to what happens: while a field of ours has the focus, the target of its events and the active element are that
// field, and not the host around it. What such a listener then does to the event or to the focus has no effect.

/** What pages would act on, stopped where it leaves us. Our own listeners are further in, and have heard it. */
const OWN =
  "beforeinput input textInput compositionstart compositionupdate compositionend paste copy cut dragenter dragover dragleave drop";

/** A dialog of the page may close at a press that is outside of its box, where we stand while we are in it. */
const PRESSES = "pointerdown pointerup mousedown mouseup click";

/** Kept from the document, and handed on within the panel as copies. */
const COPIED = "keydown keypress keyup focus blur";

/** Kept from the document, and of no use to us: the browser moves the focus and scrolls without being heard. */
const UNHEARD = "focusin focusout wheel touchstart touchmove touchend";

const ALL = [OWN, PRESSES, COPIED, UNHEARD].join(" ");

/** Keeps the events of a panel within its shadow root, if it is in one; gives what ends it. */
export function keepToItself(panel: Element): (() => void) | undefined {
  const root = panel.getRootNode() as ShadowRoot;
  const { host } = root;
  if (!host) return;
  const end = new AbortController();
  const { signal } = end;
  const heard = new WeakSet<Event>();
  const listen = (target: EventTarget, types: string, run: (event: Event) => unknown, capture = false) => {
    // Said here: pages put a `once` in each object.
    for (const type of types.split(" ")) target.addEventListener(type, run, { signal, capture, once: false });
  };
  const isOurs = (event: Event) => event.composedPath().includes(panel);
  listen(root, `${OWN} ${PRESSES}`, (event) => heard.add(event), true);
  listen(host, OWN, (event) => event.stopPropagation());
  listen(host, PRESSES, (event) => host.parentElement?.matches("dialog") && event.stopPropagation());
  // Before any listener of the page's document, whichever was there first.
  listen(
    window,
    `${COPIED} ${UNHEARD}`,
    (event) => {
      if (!isOurs(event)) return;
      heard.add(event);
      event.stopImmediatePropagation();
      if (!COPIED.includes(event.type)) return;
      const copy = copyOf(event);
      heard.add(copy);
      if (!event.composedPath()[0]?.dispatchEvent(copy)) event.preventDefault();
    },
    true,
  );

  const field = () => {
    const at = root.activeElement;
    return at?.matches("input,textarea,select") ? at : undefined;
  };
  /** Whether the page has an event of ours before we have it. */
  const isAhead = (event: Event | undefined) =>
    event && !heard.has(event) && ALL.includes(event.type) && isOurs(event);
  const around = (of: object, names: string, answer: Answer) => {
    for (const name of names.split(" ")) {
      const before = Object.getOwnPropertyDescriptor(of, name);
      const kind = before?.get ? "get" : "value";
      const native = before?.[kind];
      if (!native) continue;
      const call = function (this: unknown, ...facts: unknown[]) {
        return answer(() => native.apply(this, facts), this as Event, name, String(facts[0]));
      };
      // A page may have frozen it: then it stays as it is.
      Reflect.defineProperty(of, name, { ...before, [kind]: call });
      signal.addEventListener("abort", () => Reflect.defineProperty(of, name, before as PropertyDescriptor));
    }
  };
  around(Event.prototype, "target", (native, event) => {
    const target = native();
    return (target === host && `${OWN} ${COPIED}`.includes(event.type) && field()) || target;
  });
  around(Document.prototype, "activeElement", (native) => field() ?? native());
  // Some pages ask of a field what is true of a rich text only.
  around(
    HTMLElement.prototype,
    "isContentEditable",
    (native, self) => self === (field() as unknown) || native(),
  );
  around(Document.prototype, "querySelector querySelectorAll", (native, _, name, selector) =>
    /:focus(?!-)/.test(selector) && field()?.matches(selector)
      ? root[name as "querySelector"](selector)
      : native(),
  );
  around(
    Event.prototype,
    "preventDefault stopPropagation stopImmediatePropagation",
    (native, event) => isAhead(event) || native(),
  );
  around(HTMLElement.prototype, "focus", (native) => isAhead(window.event) || native());
  return () => end.abort();
}

/** What a property answers instead: by itself, or as it would have. */
type Answer = (native: () => unknown, self: Event, name: string, fact: string) => unknown;

/** The same event, for those within the shadow root alone: it is not composed. */
function copyOf(event: Event): Event {
  const facts: Record<string, unknown> = {};
  for (const name in event) facts[name] = event[name as keyof Event];
  facts["composed"] = false;
  facts["modifierAltGraph"] = (event as KeyboardEvent).getModifierState?.("AltGraph");
  return new (event.constructor as typeof Event)(event.type, facts);
}
