// The language of the console: which there are, and the one that is shown.

import { LiaisonError } from "@liaison-chat/client";
import { createContext, useContext } from "react";
import { english, type Texts } from "./english.ts";

/** A language of the console. */
export interface Language {
  /** BCP 47, for dates and numbers too. */
  readonly locale: string;
  /** Its name in itself. */
  readonly name: string;
  readonly direction: "ltr" | "rtl";
  /** Its sentences; those of other languages are fetched when they are chosen. */
  readonly load: () => Promise<Texts>;
}

/** What is spoken when nothing else can be: the only language that is always there. */
export const ENGLISH: Language = {
  locale: "en",
  name: "English",
  direction: "ltr",
  load: async () => english,
};

/** The languages. One more is one more file of the shape `Texts`, and one line here. */
export const LANGUAGES: readonly Language[] = [
  ENGLISH,
  {
    locale: "ar",
    name: "العربية",
    direction: "rtl",
    load: async () => (await import("./arabic.ts")).arabic,
  },
  {
    locale: "de",
    name: "Deutsch",
    direction: "ltr",
    load: async () => (await import("./german.ts")).german,
  },
  {
    locale: "es",
    name: "Español",
    direction: "ltr",
    load: async () => (await import("./spanish.ts")).spanish,
  },
  {
    locale: "fr",
    name: "Français",
    direction: "ltr",
    load: async () => (await import("./french.ts")).french,
  },
  {
    locale: "hi",
    name: "हिन्दी",
    direction: "ltr",
    load: async () => (await import("./hindi.ts")).hindi,
  },
  {
    locale: "pt",
    name: "Português",
    direction: "ltr",
    load: async () => (await import("./portuguese.ts")).portuguese,
  },
  {
    locale: "sw",
    name: "Kiswahili",
    direction: "ltr",
    load: async () => (await import("./swahili.ts")).swahili,
  },
];

/** The sentences, and what dates and numbers are written in. */
export interface Shown {
  readonly language: Language;
  readonly texts: Texts;
  readonly locale: string;
}

/** The language of a preference. One that is not here, as `system`, is the first of the browser's that is. */
export function languageFor(wish: string, offered: readonly string[]): Language {
  const fitting = [wish, ...offered].flatMap((tag) =>
    LANGUAGES.filter(({ locale }) => locale === tag.split("-")[0]),
  );
  return fitting[0] ?? ENGLISH;
}

/**
 * The browser's own kind of a language: dates as the person knows them. Digits are the same in every language, as
 * numbers of tickets are typed and searched for.
 */
export function localeFor(language: string, offered: readonly string[]): string {
  const tag = offered.find((one) => one.split("-")[0] === language) ?? language;
  return new Intl.Locale(tag, { numberingSystem: "latn" }).toString();
}

export const TextsContext = createContext<Shown>({ language: ENGLISH, texts: english, locale: "en" });

/** The sentences of the language that is shown. */
export function useTexts(): Texts {
  return useContext(TextsContext).texts;
}

/** The language for dates and numbers. */
export function useLocale(): string {
  return useContext(TextsContext).locale;
}

/** Why something failed, in a sentence for the person. The server's own words, where there are no better ones. */
export function reasonOf(error: unknown, texts: Texts): string {
  if (!(error instanceof LiaisonError)) return texts.errors["title"] ?? "";
  const known = texts.errors[error.code];
  if (known) return known;
  // Names of fields stand in backticks, for programs.
  const words = error.message.replace(/`(\w+)`/g, (_, field: string) => field.replaceAll("_", " "));
  return `${words.charAt(0).toLocaleUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? "" : "."}`;
}
