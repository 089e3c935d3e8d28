// The language of everything below: its sentences, its direction, its way to write times and sizes.

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { FirstWords } from "./catalog.ts";
import { en } from "./en.ts";
import { isRightToLeft, type Language, loadWords, localeOf } from "./language.ts";
import { type Say, sayIn } from "./say.ts";

/** How to speak. */
export interface Speech {
  readonly say: Say;
  /** For `Intl`: the region of the wish is kept, so that `pt-BR` writes its own dates. */
  readonly locale: string;
  readonly language: Language;
  readonly direction: "ltr" | "rtl";
}

const speech = (language: Language, words: FirstWords, locale: string): Speech => ({
  say: sayIn(words, locale),
  locale,
  language,
  direction: isRightToLeft(language) ? "rtl" : "ltr",
});

const Context = createContext<Speech>(speech("en", en, "en"));

/** How to speak here. */
export function useSpeech(): Speech {
  return useContext(Context);
}

/** Speaks a language below; nothing is shown before its texts are there, so that no sentence jumps. */
export function Speaking({
  language,
  locale,
  children,
}: {
  language: Language;
  locale: string;
  children: ReactNode;
}): ReactNode {
  const [loaded, setLoaded] = useState<[Language, FirstWords] | undefined>(
    language === "en" ? ["en", en] : undefined,
  );
  useEffect(() => {
    let isWanted = true;
    loadWords(language)
      .then((words) => isWanted && setLoaded([language, words]))
      // Its chunk cannot be had now: English is better than nothing.
      .catch(() => isWanted && setLoaded([language, en]));
    return () => {
      isWanted = false;
    };
  }, [language]);
  const value = useMemo(
    () => loaded && speech(loaded[0], loaded[1], localeOf(locale, loaded[0])),
    [loaded, locale],
  );
  return value ? <Context.Provider value={value}>{children}</Context.Provider> : null;
}
