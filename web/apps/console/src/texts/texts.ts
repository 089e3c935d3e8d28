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

/** The languages. One more is one more file of the shape `Texts`, and one line here. */
export const LANGUAGES: readonly Language[] = [
  { locale: "en", name: "English", direction: "ltr", load: async () => english },
];

/** The sentences, and what dates and numbers are written in. */
export interface Shown {
  readonly texts: Texts;
  readonly locale: string;
}

/** The browser's own kind of a language: dates as the person knows them. */
export function localeFor(language: string, offered: readonly string[]): string {
  return offered.find((tag) => tag.split("-")[0] === language) ?? language;
}

export const TextsContext = createContext<Shown>({ texts: english, locale: "en" });

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
