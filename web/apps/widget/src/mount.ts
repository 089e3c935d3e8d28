// Mounts the widget in a page that is not ours: above everything, out of reach of the page's styles, and attached again
// when the page replaces its content.

/** The element that the page sees. While a field in it has the focus it answers like that field: pages check the target of a key. */
class Host extends HTMLElement {
  onRemoved = () => {};

  /** The field that has the focus. */
  get field(): Element | undefined {
    const at = this.shadowRoot?.activeElement;
    return at?.matches("input,textarea,select") ? at : undefined;
  }
  override get isContentEditable(): boolean {
    return this.field !== undefined;
  }
  override get tagName(): string {
    return this.field?.tagName ?? super.tagName;
  }
  disconnectedCallback(): void {
    this.onRemoved();
  }
  /** Defined so that `moveBefore` does not count as a removal. */
  connectedMoveCallback(): void {}
}

const { matches, closest } = Element.prototype;

Object.assign(Host.prototype, {
  matches(this: Host, selector: string): boolean {
    return matches.call(this, selector) || this.field?.matches(selector) === true;
  },
  closest(this: Host, selector: string): Element | null {
    return this.matches(selector) ? this : closest.call(this, selector);
  },
});

/** After so many removals within a second the widget waits before it attaches itself again. */
const MAX_REMOVALS = 10;

/** Dispatched to find out whether our listeners are still there. */
const PROBE = "liaison-probe";

/** A mounted widget. */
export interface Mount {
  /** The element to render into. */
  readonly layer: HTMLElement;
  /** The chat opened or closed: an open one stays usable above modal dialogs and in full screen. */
  place(isOpen: boolean): void;
  remove(): void;
}

/**
 * Mounts as soon as the page has a body. With a `zIndex` the page decides what lies above what. `onListenersLost` is
 * called when all listeners are gone, as after `document.open()`: then the widget has to be set up again.
 */
export function mount(zIndex: number | undefined, onListenersLost: () => void): Mount {
  if (!customElements.get("liaison-chat")) customElements.define("liaison-chat", Host);
  const host = document.createElement("liaison-chat") as Host;
  const root = host.attachShadow({ mode: "open" });
  const layer = document.createElement("div");
  // Styles of the page have no effect on an element without a box, and inheritance ends at the layer.
  host.style.cssText = "display:contents!important";
  layer.style.cssText = "all:initial;display:block";
  layer.popover = "manual";
  if (zIndex !== undefined) host.style.setProperty("--lia-layer", String(zIndex));
  root.append(layer);

  const end = new AbortController();
  const modals = new Set<Element>();
  const scrolled = new Map<Element, number>();
  let isOpen = false;
  let removals = 0;
  let hasListeners = true;

  const moveTo = (home: Element) => {
    if (host.isConnected && home.moveBefore) return home.moveBefore(host, null);
    const focused = root.activeElement;
    home.append(host);
    for (const [element, top] of scrolled) element.scrollTop = top;
    if (focused instanceof HTMLElement) focused.focus();
  };
  const raise = () => {
    if (!layer.showPopover) return;
    if (layer.matches(":popover-open")) layer.hidePopover();
    if (zIndex === undefined || host.parentNode !== document.documentElement) layer.showPopover();
  };
  const place = () => {
    if (!document.body) return;
    // In Chromium everything outside of a full-screen element is inert too; a video cannot contain the widget.
    const modal = topModal(modals) ?? document.fullscreenElement;
    const home = (isOpen && modal?.matches(":not(video,iframe)") && modal) || document.documentElement;
    if (host.parentNode === home) return;
    moveTo(home);
    raise();
  };

  // Dialogs open and close by an attribute. It is observed from the start, because their order counts.
  const observer = new MutationObserver(place);
  observer.observe(host.ownerDocument, { subtree: true, attributeFilter: ["open"] });
  const bodies = new MutationObserver(() => attach());
  const attach = () => {
    if (end.signal.aborted) return;
    if (!document.body) return bodies.observe(host.ownerDocument, { childList: true, subtree: true });
    bodies.disconnect();
    place();
    hasListeners = false;
    host.dispatchEvent(new Event(PROBE));
    if (!hasListeners) onListenersLost();
  };
  host.addEventListener(PROBE, () => {
    hasListeners = true;
  });
  host.onRemoved = () => {
    setTimeout(() => removals--, 1_000);
    if (removals++ < MAX_REMOVALS) queueMicrotask(attach);
    else setTimeout(attach, 1_000);
  };
  attach();
  document.addEventListener("fullscreenchange", place, { signal: end.signal });
  root.addEventListener(
    "scroll",
    ({ target }) => {
      if (target instanceof Element) scrolled.set(target, target.scrollTop);
    },
    true,
  );

  return {
    layer,
    place: (next) => {
      isOpen = next;
      place();
      if (next) raise();
    },
    remove: () => {
      end.abort();
      observer.disconnect();
      bodies.disconnect();
      host.onRemoved = () => {};
      host.remove();
    },
  };
}

/** The modal dialog that was opened last: everything outside of it is inert. `known` keeps them in their order. */
function topModal(known: Set<Element>): Element | undefined {
  if (!CSS.supports("selector(:modal)")) return;
  for (const dialog of document.querySelectorAll("dialog:modal")) known.add(dialog);
  // One in a shadow root is found from the button that was pressed in it.
  let at: Node | null = document.activeElement;
  while (at instanceof Element && at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  for (; at; at = at.parentNode ?? (at as ShadowRoot).host)
    if (at instanceof Element && at.matches("dialog:modal")) known.add(at);
  for (const dialog of known) if (!dialog.isConnected || !dialog.matches(":modal")) known.delete(dialog);
  return [...known].at(-1);
}
