// The operator's colour on buttons and bubbles, with words on it that can be read. As a colour of words it is not
// used: nobody knows whether it could be read on our surfaces.

import type { CSSProperties } from "react";

const DARK = "#000000";
const LIGHT = "#ffffff";

/** The CSS variables for a colour in `#rrggbb`; nothing for anything else. */
export function fillOf(color: string | undefined): CSSProperties | undefined {
  if (!color || !/^#[0-9a-f]{6}$/i.test(color)) return undefined;
  const on = contrast(color, LIGHT) >= 4.5 || contrast(color, LIGHT) > contrast(color, DARK) ? LIGHT : DARK;
  return { "--lia-fill": color, "--lia-fill-on": on } as CSSProperties;
}

/** The contrast of two colours, as WCAG counts it: from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
