// A menu for the word that one is typing: it opens above the field, keys choose, and the choice takes the word's place.

import { isOfInputMethod } from "@liaison-chat/react/logic";
import { type KeyboardEvent, useState } from "react";

/** A stretch of the text that asks for something, and its letters without the sign before them. */
export interface Word {
  readonly from: number;
  readonly to: number;
  readonly letters: string;
}

/** The stretch up to the cursor that ends with a sign and letters. The letters are the second group of the pattern. */
export function wordBefore(pattern: RegExp, text: string, cursor: number): Word | undefined {
  const match = pattern.exec(text.slice(0, cursor));
  if (!match) return undefined;
  const letters = match[2] ?? "";
  return { from: cursor - letters.length - 1, to: cursor, letters };
}

/** What is needed of the field. */
export interface Field {
  readonly text: string;
  readonly cursor: number;
  /** Puts a text in the place of a stretch. */
  replace(from: number, to: number, text: string): void;
}

/** The menu as the field and the list need it. */
export interface WordMenu<Item> {
  readonly isOpen: boolean;
  readonly found: readonly Item[];
  /** Which one is chosen. */
  readonly at: number;
  readonly setChosen: (index: number) => void;
  readonly onChoose: (item: Item) => void;
  /** Takes the keys of an open menu; gives whether it did. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  /** The text is another one now: when the word that the menu was closed for is gone, the next one opens it again. */
  readonly onText: (text: string, cursor: number) => void;
}

/**
 * The word at the cursor, unless its menu was closed; `menuOf` makes the menu of what fits it. Without `wordAt` no word
 * asks for anything.
 */
export function useWord(
  field: Pick<Field, "text" | "cursor">,
  wordAt: ((text: string, cursor: number) => Word | undefined) | undefined,
) {
  const [chosen, setChosen] = useState(0);
  const [closedFor, setClosedFor] = useState<number>();
  const there = wordAt?.(field.text, field.cursor);
  const word = there && there.from !== closedFor ? there : undefined;

  function menuOf<Item>(
    found: readonly Item[],
    insert: (item: Item, word: Word) => void,
    isWanted = true,
  ): WordMenu<Item> {
    const isOpen = word !== undefined && isWanted;
    const at = Math.min(chosen, Math.max(0, found.length - 1));
    const onChoose = (item: Item) => {
      if (!word) return;
      setChosen(0);
      insert(item, word);
    };
    return {
      isOpen,
      found,
      at,
      setChosen,
      onChoose,
      onText(text, cursor) {
        if (closedFor !== undefined && wordAt?.(text, cursor)?.from !== closedFor) setClosedFor(undefined);
      },
      onKey(event) {
        if (!word || !isOpen || isOfInputMethod(event)) return false;
        const item = found[at];
        switch (event.key) {
          case "ArrowDown":
          case "ArrowUp":
            if (found.length === 0) return false;
            setChosen((at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
            break;
          case "Enter":
            if (event.shiftKey) return false;
            // Also without a choice: what asks for a template or a colleague is no message yet.
            if (item && !event.repeat) onChoose(item);
            break;
          case "Tab":
            if (!item || event.shiftKey || event.ctrlKey || event.metaKey) return false;
            onChoose(item);
            break;
          case "Escape":
            setClosedFor(word.from);
            break;
          default:
            return false;
        }
        event.preventDefault();
        event.stopPropagation();
        return true;
      },
    };
  }

  return { word, menuOf };
}
