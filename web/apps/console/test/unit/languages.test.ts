// Every language of the console: that it says everything, counts as it counts, and is chosen when it is meant.

import { expect, test } from "vitest";
import { isolated, listed } from "../../src/texts/names.ts";
import { ENGLISH, LANGUAGES, languageFor, localeFor } from "../../src/texts/texts.ts";

const COUNTS = [0, 1, 2, 3, 5, 11, 21, 100];

/** Words that a language has in common with English. */
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  de: [
    "Chat",
    "Chats",
    "Administrator",
    "Agent",
    "Creator",
    "Details",
    "Hash",
    "Label",
    "Labels",
    "Live",
    "Name",
    "Offline",
    "Online",
    "Orange",
    "Organisation",
    "Person",
    "Position",
    "Server",
    "Status",
    "Supervisor",
    "System",
    "Team",
    "Text",
    "Ticket",
    "Tickets",
    "Version",
  ],
  es: ["Chats", "Hash", "No", "Supervisor", "Ticket", "Tickets"],
  fr: [
    "Description",
    "Action",
    "Actions",
    "Administration",
    "Agent",
    "Agents",
    "Assistant",
    "Conversation",
    "Mentions",
    "Messages",
    "Notes",
    "Notifications",
    "Orange",
    "Organisation",
    "Position",
    "Ticket",
    "Tickets",
    "Version",
  ],
  pt: ["Chats", "Hash", "Offline", "Online", "Supervisor", "Ticket", "Tickets"],
};

type Sentence = string | ((...facts: readonly number[]) => string);

/** Every sentence under its place, such as `inbox.views.team`. */
function sentencesOf(texts: object, place = ""): (readonly [string, Sentence])[] {
  return Object.entries(texts).flatMap(([name, value]) => {
    const here = place ? `${place}.${name}` : name;
    return typeof value === "object" ? sentencesOf(value, here) : [[here, value as Sentence] as const];
  });
}

/** How a sentence sounds: one that takes facts, with each of the counts. */
const sounds = (sentence: Sentence): string[] =>
  typeof sentence === "string" ? [sentence] : COUNTS.map((count) => sentence(count, count, count));

for (const { locale, load } of LANGUAGES) {
  test(`${locale} says everything in whole words, whatever is counted`, async () => {
    for (const [place, sentence] of sentencesOf(await load())) {
      for (const sound of sounds(sentence)) {
        expect(sound.trim(), place).not.toBe("");
        // A number sign that no number took the place of; those before a number are meant.
        expect(sound, place).not.toMatch(/undefined|#(?!\d)/);
      }
    }
  });
}

test("nothing was left in English by mistake", async () => {
  const inEnglish = new Map(sentencesOf(await ENGLISH.load()));
  for (const { locale, load } of LANGUAGES) {
    if (locale === ENGLISH.locale) continue;
    const alike = sentencesOf(await load()).flatMap(([place, sentence]) =>
      typeof sentence === "string" && sentence === inEnglish.get(place) ? [sentence] : [],
    );
    const known = ["Liaison", ...(ALIKE[locale] ?? [])];
    expect(
      [...new Set(alike)].filter((words) => !known.includes(words)),
      locale,
    ).toEqual([]);
  }
});

test("a choice comes before the browser's languages, and English is what is left", () => {
  const chosen = (wish: string, offered: readonly string[]) => languageFor(wish, offered).locale;
  expect(chosen("system", ["it-IT", "de-AT", "ar"])).toBe("de");
  expect(chosen("ar", ["de-AT"])).toBe("ar");
  expect(chosen("en", ["de-AT"])).toBe("en");
  expect(chosen("klingon", ["de-AT"])).toBe("de");
  expect(chosen("system", ["it-IT"])).toBe("en");
});

test("dates are those of the person's own kind of the language, in the digits that tickets have", () => {
  const three = (locale: string) => new Intl.NumberFormat(locale).format(3.5);
  expect(localeFor("en", ["de-DE", "en-IN", "en"])).toMatch(/^en-IN\b/);
  expect(localeFor("de", ["en"])).toMatch(/^de\b/);
  expect(three(localeFor("ar", ["ar-EG"]))).toBe("3.5");
  expect(three(localeFor("de", []))).toBe("3,5");
});

test("names are listed as the language lists them, and each keeps its direction to itself", () => {
  expect(listed(["Asha"], "en")).toBe("Asha");
  expect(listed(["Asha", "ليلى"], "de")).toBe(`${isolated("Asha")} und ${isolated("ليلى")}`);
});
