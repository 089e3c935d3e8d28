// From a key to a sentence: the right form for a number, and the facts put in.

import type { FirstWords, WordKey } from "./catalog.ts";

/** Facts of a sentence. `count` chooses among plural forms. */
export type Facts = Readonly<Record<string, string | number>>;

/** A sentence in one language. */
export type Say = (key: WordKey, facts?: Facts) => string;

/** Says sentences with these words; `locale` decides about plurals and digits. */
export function sayIn(words: FirstWords, locale: string): Say {
  // Some phones have no plural rules: there one is one, and everything else is more.
  const plural = Intl.PluralRules
    ? new Intl.PluralRules(locale)
    : { select: (count: number): Intl.LDMLPluralRule => (count === 1 ? "one" : "other") };
  const number = new Intl.NumberFormat(locale);
  return (key, facts = {}) => {
    // Some words of English come later, with the part that says them.
    const entry = words[key] ?? "";
    const sentence =
      typeof entry === "string" ? entry : (entry[plural.select(Number(facts["count"]))] ?? entry.other);
    return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
      const fact = facts[name];
      return typeof fact === "number" ? number.format(fact) : (fact ?? "");
    });
  };
}
