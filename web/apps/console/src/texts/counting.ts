// The form of a sentence that a number asks for, by the rules of a language.

/** A sentence for each way of counting that the language knows; `#` stands for the number. */
export type Counted = { readonly [category in Intl.LDMLPluralRule]?: string } & { readonly other: string };

/** Chooses forms and writes numbers as this language does. */
export function counting(locale: string): (count: number, forms: Counted) => string {
  const rules = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replace("#", number.format(count));
}
