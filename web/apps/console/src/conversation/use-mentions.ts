// Colleagues while one writes a note: who fits what was typed after an at sign.

import type { Colleague } from "@liaison-chat/client";
import { useConsole } from "../auth/console-context.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";
import { fittingColleagues, mentionOf, mentionWordAt } from "./mention-word.ts";
import type { Pane } from "./pane.ts";
import { useColleagues } from "./use-colleagues.ts";
import { type Field, useWord, type WordMenu } from "./word-menu.ts";

/** The colleagues for a field. Only notes are told to colleagues. */
export function useMentions(pane: Pane, field: Field) {
  const { me } = useConsole();
  const texts = useTexts();
  const { word, menuOf } = useWord(field, pane === "notes" ? mentionWordAt : undefined);
  const { data, error, isPending } = useColleagues({ isWanted: word !== undefined });
  const found = word && data ? fittingColleagues(data, word.letters, me.public_id) : [];
  // Several words that are nobody's name are a sentence.
  const isSentence = found.length === 0 && (word?.letters.includes(" ") ?? false);
  const menu: WordMenu<Colleague> = menuOf(
    found,
    (colleague, { from, to }) => field.replace(from, to, `${mentionOf(colleague)} `),
    !isSentence,
  );
  return {
    menu,
    isLoading: word !== undefined && isPending,
    problem: error ? reasonOf(error, texts) : undefined,
  };
}
