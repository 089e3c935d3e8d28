// What was found, cut where it is marked.

import type { Mark } from "@liaison-chat/client";

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
