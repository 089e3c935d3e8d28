// What was found, cut where it is marked.

import type { Found, Mark } from "../api/ahead.ts";

/** The text of a find, with its marks. */
export function excerptOf({ excerpt, marks }: Pick<Found, "excerpt" | "marks">): {
  text: string;
  marks: readonly Mark[];
} {
  return typeof excerpt === "string" ? { text: excerpt, marks: marks ?? [] } : excerpt;
}

/** The text in stretches. Marks that overlap or lie outside are cut to what makes sense. */
export function stretches(
  text: string,
  marks: readonly Mark[],
): { readonly words: string; readonly isMarked: boolean; readonly at: number }[] {
  const parts: { words: string; isMarked: boolean; at: number }[] = [];
  let end = 0;
  const put = (to: number, isMarked: boolean) => {
    if (to > end) parts.push({ words: text.slice(end, to), isMarked, at: end });
    end = Math.max(end, to);
  };
  for (const mark of [...marks].sort((one, other) => one.from - other.from)) {
    put(Math.min(mark.from, text.length), false);
    put(Math.min(mark.to, text.length), true);
  }
  put(text.length, false);
  return parts;
}
