// Finding a command by a few letters.

import type { Command } from "./commands.ts";

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** Where the words stand in a text: at its beginning, at that of a word, inside, or nowhere. */
function rank(text: string, words: string): number {
  const at = plain(text).indexOf(words);
  if (at < 0) return 3;
  if (at === 0) return 0;
  return /[\s:·]/.test(text.charAt(at - 1)) ? 1 : 2;
}

/** The commands that the words mean, the nearest first; all of them for no words. */
export function fitting(commands: readonly Command[], typed: string): readonly Command[] {
  const words = plain(typed.trim());
  if (words === "") return commands;
  return commands
    .map((command) => ({
      command,
      rank: Math.min(rank(command.label, words), rank(command.also ?? "", words) + 0.5),
    }))
    .filter((found) => found.rank < 3)
    .sort((one, other) => one.rank - other.rank)
    .map(({ command }) => command);
}

/** The stretch of a label that the words are. */
export function stretchOf(label: string, typed: string): readonly [number, number] | undefined {
  const words = typed.trim().toLocaleLowerCase();
  const at = words === "" ? -1 : label.toLocaleLowerCase().indexOf(words);
  return at < 0 ? undefined : [at, at + words.length];
}
