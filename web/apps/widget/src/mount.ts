// Mounts the widget in a page that is not ours: above everything, out of reach of the page's styles, and attached again
// when the page replaces its content.

/** The element that the page sees. */
class Host extends HTMLElement {
  onRemoved = () => {};
  disconnectedCallback(): void {
    this.onRemoved();
  }
  /** Defined so that `moveBefore` does not count as a removal. */
  connectedMoveCallback(): void {}
}

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

  const moveTo = (home: ParentNode) => {
    if (host.isConnected && home.moveBefore) home.moveBefore(host, null);
    else {
      const focused = root.activeElement;
      home.append(host);
      for (const [element, top] of scrolled) element.scrollTop = top;
      if (focused instanceof HTMLElement) focused.focus();
    }
    raise();
  };
  const raise = () => {
    if (!layer.showPopover) return;
    if (layer.matches(":popover-open")) layer.hidePopover();
    if (zIndex === undefined || host.parentNode !== document.documentElement) layer.showPopover();
  };
  const place = () => {
    if (!document.body) return;
    // In Chromium everything outside of a full-screen element is inert too.
    const modal = topModal(modals, observe) ?? deepest("fullscreenElement");
    const root: ParentNode = document.documentElement;
    // Without a slot, only what is in its shadow root is shown.
    const home = (isOpen && (modal?.shadowRoot ?? modal)) || root;
    if (host.parentNode === home) return;
    moveTo(home);
    // A picture or a film shows nothing of what is in it; of the one Chromium says so, of the other it does not.
    if (home === root || (!modal?.matches("video,audio,input,textarea") && layer.getClientRects()[0])) return;
    document.exitFullscreen?.().catch(() => {});
    moveTo(root);
  };

  // Dialogs open and close by an attribute. It is observed from the start, because their order counts.
  const observer = new MutationObserver(place);
  const observe = (tree: Node) => observer.observe(tree, { subtree: true, attributeFilter: ["open"] });
  observe(host.ownerDocument);
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
  // A dialog within a component is seen when it takes the focus.
  for (const type of ["fullscreenchange", "focusin"])
    addEventListener(type, place, { signal: end.signal, capture: true, once: false });
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

/** The element of that kind, also within components that are open to look into. */
function deepest(kind: "activeElement" | "fullscreenElement"): Element | null | undefined {
  let at = document[kind];
  for (let next = at; next; next = next.shadowRoot?.[kind] ?? null) at = next;
  return at;
}

/** The modal dialog that was opened last: everything outside of it is inert. `known` keeps them in their order. */
function topModal(known: Set<Element>, observe: (tree: Node) => void): Element | undefined {
  if (!CSS.supports("selector(:modal)")) return;
  for (const dialog of document.querySelectorAll("dialog:modal")) known.add(dialog);
  // One in a shadow root is found from what has the focus in it, and observed from then on.
  for (
    let at: Node | null | undefined = deepest("activeElement");
    at;
    at = at.parentNode ?? (at as ShadowRoot).host
  )
    if (at instanceof Element && at.matches("dialog:modal")) {
      known.add(at);
      observe(at.getRootNode());
    }
  for (const dialog of known) if (!dialog.isConnected || !dialog.matches(":modal")) known.delete(dialog);
  return [...known].at(-1);
}
