// What somebody has typed of a colleague's name: an at sign (of a Japanese keyboard too) at the beginning of a word, and letters after it.

import type { Colleague } from "@liaison-chat/client";
import { type Word, wordBefore } from "./word-menu.ts";

/** The words before the cursor, if they may be a name. Names have spaces in them. */
export function mentionWordAt(text: string, cursor: number): Word | undefined {
  return wordBefore(/(^|[^\p{L}\p{N}])[@＠]((?:[\p{L}\p{N}][^@＠\n]{0,60})?)$/u, text, cursor);
}

/** The colleagues who fit: whoever's name begins so first, then those with such a word in their name. */
export function fittingColleagues(
  colleagues: readonly Colleague[],
  letters: string,
  self: string,
): Colleague[] {
  const wanted = letters.toLocaleLowerCase();
  const rank = ({ name }: Colleague) => {
    const own = name.toLocaleLowerCase();
    if (own.startsWith(wanted)) return 0;
    return own.split(/\s+/).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return colleagues
    .filter((colleague) => colleague.public_id !== self && rank(colleague) < 2)
    .sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name))
    .slice(0, 20);
}

/** What stands in a note for somebody. */
export function mentionOf({ name }: Pick<Colleague, "name">): string {
  return `@${name}`;
}
