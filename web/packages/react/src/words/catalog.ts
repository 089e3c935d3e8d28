// What a language must have: the same keys as English, and a form for each way of counting that the language knows.

import type { en } from "./en.ts";
import type { englishSessions } from "./english-sessions.ts";

/** All of English. */
type English = typeof en & typeof englishSessions;

/** A sentence for each plural category of the language; `other` always. */
export type Plural = { readonly [category in Intl.LDMLPluralRule]?: string } & { readonly other: string };

/** The name of a text. */
export type WordKey = keyof English;

/** The names of texts that count something. */
export type CountedKey = { [K in WordKey]: English[K] extends string ? never : K }[WordKey];

/** All texts of one language. */
export type Words = { readonly [K in WordKey]: K extends CountedKey ? Plural : string };

/** What a language has at least: English learns the words of live chats later. */
export type FirstWords = Partial<Words> & Pick<Words, keyof typeof en>;
