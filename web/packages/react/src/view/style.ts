// The stylesheet, put where the components are: into the page, or into the shadow root around them. A constructable
// stylesheet is code, not an inline style, so the strictest content security policy lets it be.

import { css } from "./base-css.gen.ts";

let text = css;
let sheet: CSSStyleSheet | undefined;

/** Makes sure that `root` has our style. */
export function adoptStyle(root: Node): void {
  if (!("adoptedStyleSheets" in root)) return;
  const place = root as unknown as DocumentOrShadowRoot;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
  }
  if (!place.adoptedStyleSheets.includes(sheet)) {
    place.adoptedStyleSheets = [...place.adoptedStyleSheets, sheet];
  }
}

/** Adds to it, once, wherever it was adopted. */
export function extendStyle(more: string): void {
  if (text.includes(more)) return;
  text += more;
  sheet?.replaceSync(text);
}
