// What a language must have: the same keys as English, and a form for each way of counting that the language knows.

import type { en } from "./en.ts";

/** A sentence for each plural category of the language; `other` always. */
export type Plural = { readonly [category in Intl.LDMLPluralRule]?: string } & { readonly other: string };

/** The name of a text. */
export type WordKey = keyof typeof en;

/** The names of texts that count something. */
export type CountedKey = { [K in WordKey]: (typeof en)[K] extends string ? never : K }[WordKey];

/** All texts of one language. */
export type Words = { readonly [K in WordKey]: K extends CountedKey ? Plural : string };
