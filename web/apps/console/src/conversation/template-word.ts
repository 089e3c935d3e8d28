// What somebody has typed of a template: a slash (of a Japanese keyboard too) at the beginning of a word, and letters after it.

import type { Template } from "@liaison-chat/client";
import { type Word, wordBefore } from "./word-menu.ts";

/** The word before the cursor, if it asks for a template. */
export function templateWordAt(text: string, cursor: number): Word | undefined {
  return wordBefore(/(^|\s)[/／]([\p{L}\p{N}_-]{0,40})$/u, text, cursor);
}

/** The templates that fit, those whose shortcut begins so first. */
export function fitting(templates: readonly Template[], letters: string, channel: string): Template[] {
  const wanted = letters.toLocaleLowerCase();
  const rank = ({ shortcut, title }: Template) => {
    if (shortcut.startsWith(wanted)) return 0;
    if (shortcut.includes(wanted)) return 1;
    return title.toLocaleLowerCase().includes(wanted) ? 2 : 3;
  };
  return templates
    .filter((template) => (template.channel_type ?? channel) === channel && rank(template) < 3)
    .sort((one, other) => rank(one) - rank(other) || one.shortcut.localeCompare(other.shortcut))
    .slice(0, 20);
}
