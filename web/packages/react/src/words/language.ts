// Which language to speak, and how its texts are fetched: each is a chunk of its own, English is always there.

import type { FirstWords, Words } from "./catalog.ts";
import { en } from "./en.ts";

/** Texts of other languages, loaded when they are needed. */
const LOADERS = {
  ar: () => import("./ar.ts"),
  de: () => import("./de.ts"),
  es: () => import("./es.ts"),
  fr: () => import("./fr.ts"),
  hi: () => import("./hi.ts"),
  id: () => import("./id.ts"),
  it: () => import("./it.ts"),
  pt: () => import("./pt.ts"),
  sw: () => import("./sw.ts"),
  tr: () => import("./tr.ts"),
  zh: () => import("./zh.ts"),
} satisfies Record<string, () => Promise<{ default: Words }>>;

/** A language that there are texts in. */
export type Language = "en" | keyof typeof LOADERS;

/** All of them. */
export const languages: readonly Language[] = ["en", ...(Object.keys(LOADERS) as (keyof typeof LOADERS)[])];

/** The first wish that can be fulfilled: `pt-BR` is fulfilled by `pt`. English when there is none. */
export function chooseLanguage(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const base = wish?.toLowerCase().split(/[-_]/)[0];
    const found = languages.find((language) => language === base);
    if (found) return found;
  }
  return "en";
}

/** The texts of a language. */
export async function loadWords(language: Language): Promise<FirstWords> {
  return language === "en" ? en : (await LOADERS[language]()).default;
}

/** Whether it is written from right to left. */
export function isRightToLeft(language: Language): boolean {
  return language === "ar";
}

/** A wish as `Intl` takes it: pages write `pt_BR` too. What it cannot read is the language alone. */
export function localeOf(wish: string, language: Language): string {
  try {
    return Intl.getCanonicalLocales(wish.replaceAll("_", "-"))[0] ?? language;
  } catch {
    return language;
  }
}
