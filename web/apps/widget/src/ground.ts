// Where the widget stands in a page that is not ours: above everything, untouched by the page's styles, and back again
// when the page throws its content away.

/** The element that pages see. While a field in it has the focus it answers as that field: pages ask it before they act. */
class Host extends HTMLElement {
  left = () => {};

  /** What is written into now. */
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
    this.left();
  }
  /** There, so that a move within the page is none out of it. */
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

/** So often within a second a page may throw us out before we come back more slowly. */
const PATIENCE = 10;

/** An event that nobody else has. */
const PROBE = "liaison-probe";

/** A place to draw in. */
export interface Ground {
  /** What is drawn into. */
  readonly layer: HTMLElement;
  /** The chat opens or closes: open, it stands above modal dialogs and whatever fills the screen. */
  settle(isOpen: boolean): void;
  remove(): void;
}

/**
 * Makes the place as soon as the page has a body. With a `zIndex` the page says itself what lies above what. `deaf` is
 * called when the page has taken all listeners away, as a document that is written anew does: then everything has to be.
 */
export function layGround(zIndex: number | undefined, deaf: () => void): Ground {
  if (!customElements.get("liaison-chat")) customElements.define("liaison-chat", Host);
  const host = document.createElement("liaison-chat") as Host;
  const root = host.attachShadow({ mode: "open" });
  const layer = document.createElement("div");
  // Of an element without a box no style of the page can take hold; what is inherited ends at the layer.
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
  let hears = true;

  const put = (home: Element) => {
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
  const settle = () => {
    // What fills the screen is alone in being alive too; a film has no place for us within it.
    const modal = topModal(modals) ?? document.fullscreenElement;
    const home = (isOpen && modal?.matches(":not(video,iframe)") && modal) || document.documentElement;
    if (host.parentNode === home) return;
    put(home);
    raise();
  };

  // Dialogs open and close by an attribute. It is watched from the beginning: their order counts.
  const observer = new MutationObserver(settle);
  observer.observe(host.ownerDocument, { subtree: true, attributeFilter: ["open"] });
  const bodies = new MutationObserver(() => stand());
  const stand = () => {
    if (end.signal.aborted) return;
    if (!document.body) return bodies.observe(host.ownerDocument, { childList: true, subtree: true });
    bodies.disconnect();
    settle();
    hears = false;
    host.dispatchEvent(new Event(PROBE));
    if (!hears) deaf();
  };
  host.addEventListener(PROBE, () => {
    hears = true;
  });
  host.left = () => {
    setTimeout(() => removals--, 1_000);
    if (removals++ < PATIENCE) queueMicrotask(stand);
    else setTimeout(stand, 1_000);
  };
  stand();
  document.addEventListener("fullscreenchange", settle, { signal: end.signal });
  root.addEventListener(
    "scroll",
    ({ target }) => {
      if (target instanceof Element) scrolled.set(target, target.scrollTop);
    },
    true,
  );

  return {
    layer,
    settle: (next) => {
      isOpen = next;
      settle();
      if (next) raise();
    },
    remove: () => {
      end.abort();
      observer.disconnect();
      bodies.disconnect();
      host.left = () => {};
      host.remove();
    },
  };
}

/** The modal dialog that was opened last: everything outside of it is dead. `known` has them in their order. */
function topModal(known: Set<Element>): Element | undefined {
  if (!CSS.supports("selector(:modal)")) return;
  for (const dialog of document.querySelectorAll("dialog:modal")) known.add(dialog);
  // One within another's shadow is found from the button that was pressed in it.
  let at: Node | null = document.activeElement;
  while (at instanceof Element && at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  for (; at; at = at.parentNode ?? (at as ShadowRoot).host)
    if (at instanceof Element && at.matches("dialog:modal")) known.add(at);
  for (const dialog of known) if (!dialog.isConnected || !dialog.matches(":modal")) known.delete(dialog);
  return [...known].at(-1);
}
