// Every value of Liaison's look, once. `tokens.css` is generated from here; where there is no CSS, take these.

/** The two colours that the name stands for. For text and buttons take `accent`, which is dark enough to be read. */
export const brandColors = { primary: "#0ea5e9", tertiary: "#20536d" } as const;

/** A colour in the light and in the dark. */
interface Shades {
  readonly light: string;
  readonly dark: string;
}

const shades = (light: string, dark: string): Shades => ({ light, dark });

/** Colours by role. Text colours have 4.5:1 or more on each surface, `line-strong` and `focus` have 3:1. */
export const colors = {
  // Surfaces, from the page itself to what lies deepest.
  surface: shades("#ffffff", "#10181c"),
  "surface-raised": shades("#ffffff", "#172126"),
  "surface-subtle": shades("#f7f9fa", "#0c1316"),
  "surface-sunken": shades("#eef2f4", "#1c272d"),
  "surface-hover": shades("#f1f5f7", "#19242a"),
  "surface-selected": shades("#e4f3fc", "#12303f"),
  // Lines between things, and the edges of what one can press.
  line: shades("#e3e9ec", "#243138"),
  "line-strong": shades("#84959f", "#647681"),
  // Words.
  text: shades("#12222b", "#e8eef1"),
  "text-muted": shades("#4b5e69", "#a3b4bd"),
  "text-faint": shades("#586b76", "#92a4ae"),
  // What is pressed, chosen, linked.
  accent: shades("#0369a1", "#38bdf8"),
  "accent-hover": shades("#075985", "#7dd3fc"),
  "accent-on": shades("#ffffff", "#04202e"),
  "accent-soft": shades("#e0f2fe", "#0d3247"),
  "accent-soft-on": shades("#075985", "#a5dffb"),
  focus: shades("#0284c7", "#38bdf8"),
  // The two sides of a case, and staff among themselves.
  brand: shades("#20536d", "#7cc4e4"),
  "brand-soft": shades("#e3eef3", "#15313f"),
  creator: shades("#6d28d9", "#c4b5fd"),
  "creator-soft": shades("#f1ebfd", "#2a2148"),
  note: shades("#854d0e", "#fcd34d"),
  "note-soft": shades("#fef6dc", "#2e2509"),
  "note-line": shades("#ecd38a", "#5c4a10"),
  // The own side of a conversation.
  own: shades("#e0f2fe", "#0f3449"),
  "own-on": shades("#0b2a3b", "#e3f4fd"),
  // What somebody has to know.
  good: shades("#166534", "#6ee7a0"),
  "good-soft": shades("#e3f6ea", "#10301f"),
  warn: shades("#8a4b08", "#fbbf6a"),
  "warn-soft": shades("#fdf0dd", "#33240d"),
  bad: shades("#b42318", "#fca5a1"),
  "bad-soft": shades("#fdeae8", "#3b1614"),
  "bad-fill": shades("#b42318", "#f87168"),
  "bad-fill-on": shades("#ffffff", "#2b0806"),
  online: shades("#16a34a", "#34d27b"),
  // The labels of tickets. Beside words, never below them: 3:1 or more on each surface.
  "label-gray": shades("#64748b", "#94a3b8"),
  "label-red": shades("#dc2626", "#f87171"),
  "label-orange": shades("#c2570c", "#fb923c"),
  "label-yellow": shades("#a16207", "#facc15"),
  "label-green": shades("#15803d", "#4ade80"),
  "label-teal": shades("#0f766e", "#2dd4bf"),
  "label-blue": shades("#2563eb", "#60a5fa"),
  "label-purple": shades("#7c3aed", "#a78bfa"),
  "label-pink": shades("#be185d", "#f472b6"),
  scrim: shades("rgb(9 20 26 / 45%)", "rgb(0 0 0 / 60%)"),
} as const satisfies Record<string, Shades>;

/** Lengths in steps of 4 px. */
export const spaces = {
  "1": "4px",
  "2": "8px",
  "3": "12px",
  "4": "16px",
  "5": "20px",
  "6": "24px",
  "8": "32px",
  "10": "40px",
  "12": "48px",
} as const;

/** Corners. */
export const radii = { s: "4px", m: "6px", l: "10px", xl: "14px", round: "999px" } as const;

/** Letters: nothing is loaded, each system shows its own. */
export const fonts = {
  sans: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  mono: 'ui-monospace, SFMono-Regular, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace',
} as const;

/** Sizes of text with the height of their lines. */
export const textSizes = {
  xs: ["11px", "16px"],
  s: ["12px", "16px"],
  m: ["13px", "20px"],
  l: ["14px", "20px"],
  xl: ["16px", "24px"],
  xxl: ["20px", "28px"],
} as const;

/** How far something lies above the page. */
export const shadows = {
  s: shades("0 1px 2px rgb(16 36 46 / 8%)", "0 1px 2px rgb(0 0 0 / 40%)"),
  m: shades(
    "0 4px 12px rgb(16 36 46 / 10%), 0 1px 3px rgb(16 36 46 / 8%)",
    "0 4px 12px rgb(0 0 0 / 45%), 0 1px 3px rgb(0 0 0 / 40%)",
  ),
  l: shades(
    "0 16px 40px rgb(16 36 46 / 18%), 0 2px 8px rgb(16 36 46 / 10%)",
    "0 16px 40px rgb(0 0 0 / 60%), 0 2px 8px rgb(0 0 0 / 45%)",
  ),
} as const;

/** How long a change takes. Zero for those who want less motion. */
export const durations = { fast: "100ms", normal: "160ms" } as const;

/** A colour's name. */
export type ColorName = keyof typeof colors;

/** The CSS variable of a colour: `var(--lia-text-muted)`. */
export function color(name: ColorName): string {
  return `var(--lia-${name})`;
}
