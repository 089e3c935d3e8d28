// The search of the list. It opens by its button and by its key, and stays open as long as it says something.

import { isKey } from "@liaison-chat/react/logic";
import { Icon } from "@liaison-chat/ui";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { openOverlay } from "../shell/overlays.ts";
import { useShortcuts } from "../shell/use-global-keys.ts";
import { useTexts } from "../texts/texts.ts";
import type { InboxSearch } from "./inbox-search.ts";
import { takeSearchWish } from "./search-focus.ts";
import { useChange } from "./use-change.ts";

/** Typing is over when no key was pressed for so long. */
const TYPED_MS = 250;

/** Without words all that is left is the view. */
const NO_WORDS = { q: undefined, all: undefined } as const;

/** Whether the field is there, and what opens and closes it. */
export interface OpenField {
  readonly isOpen: boolean;
  readonly toggle: () => void;
  readonly close: () => void;
  readonly ref: RefObject<HTMLInputElement | null>;
}

/** The field of the list. */
export function useSearchField(search: InboxSearch): OpenField {
  const [isWished, setWished] = useState(takeSearchWish);
  const ref = useRef<HTMLInputElement>(null);
  const isOpen = isWished || search.q !== undefined;
  useShortcuts({
    search: () => {
      if (ref.current) ref.current.focus();
      // A phone shows the case alone: nobody closes it to look for another one.
      else if (document.querySelector("[data-list]")?.checkVisibility()) setWished(true);
      else openOverlay("palette");
    },
  });
  return {
    isOpen,
    toggle: () => setWished(!isWished),
    close: () => setWished(false),
    ref,
  };
}

/** The field itself. */
export function SearchField({
  search,
  view,
  field: { ref, close },
}: {
  readonly search: InboxSearch;
  /** What the view is called. */
  readonly view: string;
  readonly field: OpenField;
}): ReactNode {
  const texts = useTexts();
  const change = useChange();
  const [words, setWords] = useState(search.q ?? "");
  const told = useRef(search.q ?? "");
  const [isEverywhere, seekEverywhere] = useState(search.q === undefined || search.all === true);
  useEffect(() => ref.current?.focus(), [ref]);

  // Changed from elsewhere: back in the history, or a link.
  useEffect(() => {
    if ((search.q ?? "") === told.current) return;
    told.current = search.q ?? "";
    setWords(told.current);
  }, [search.q]);

  useEffect(() => {
    const wanted = words.trim();
    if (wanted === told.current) return;
    const timer = setTimeout(() => {
      told.current = wanted;
      change.by(wanted ? { q: wanted, all: isEverywhere || undefined } : NO_WORDS);
    }, TYPED_MS);
    return () => clearTimeout(timer);
  });

  return (
    <div className="mx-3 mb-2 flex max-w-md flex-col gap-1.5">
      <div className="relative">
        <Icon
          name="search"
          size={14}
          className="pointer-events-none absolute start-2.5 top-[9px] text-faint"
        />
        <input
          ref={ref}
          type="search"
          aria-label={texts.inbox.search}
          aria-keyshortcuts="/"
          placeholder={texts.inbox.searchPlaceholder}
          className="lia-input !min-h-8 !border-transparent !bg-sunken !py-1 !ps-8 focus:!border-edge focus:!bg-surface"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (!isKey(event, "Escape")) return;
            event.stopPropagation();
            told.current = "";
            change.by(NO_WORDS);
            close();
          }}
        />
      </div>
      <Scope
        view={view}
        isEverywhere={isEverywhere}
        onChange={(next) => {
          seekEverywhere(next);
          if (search.q) change.by({ all: next || undefined });
        }}
      />
    </div>
  );
}

/** Where the words are sought: in all cases, or in those of the view. */
function Scope({
  view,
  isEverywhere,
  onChange,
}: {
  readonly view: string;
  readonly isEverywhere: boolean;
  readonly onChange: (isEverywhere: boolean) => void;
}) {
  const texts = useTexts().cases;
  return (
    <fieldset className="flex gap-0.5 rounded-md bg-sunken p-0.5 text-sm">
      <legend className="lia-hidden">{texts.searchIn}</legend>
      {[true, false].map((isAll) => (
        <label key={String(isAll)} className="search-scope">
          <input
            type="radio"
            name="search-scope"
            className="lia-hidden"
            checked={isAll === isEverywhere}
            onChange={() => onChange(isAll)}
          />
          <bdi className="truncate">{isAll ? texts.searchAll : view}</bdi>
        </label>
      ))}
    </fieldset>
  );
}
