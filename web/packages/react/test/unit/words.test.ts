// Every language says everything: all keys, all ways of counting, and the same facts in each sentence.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { en as first } from "../../src/words/en.ts";
import { englishSessions, learnSessions } from "../../src/words/english-sessions.ts";
import { chooseLanguage, isRightToLeft, languages, loadWords, localeOf } from "../../src/words/language.ts";
import { sayIn } from "../../src/words/say.ts";

learnSessions();
const en = { ...first, ...englishSessions };

const factsOf = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test("the server tells of the same languages", () => {
  const server = new URL("../../../../../crates/server/src/http/workspace.rs", import.meta.url);
  const [, told = ""] = /const LOCALES[^=]*= \[([^\]]*)\]/.exec(readFileSync(server, "utf8")) ?? [];
  expect([...told.matchAll(/"(\w+)"/g)].map(([, language]) => language).sort()).toEqual(
    [...languages].sort(),
  );
});

test.each(languages)("%s has every key, and a text in each", async (language) => {
  const words = await loadWords(language);
  expect(Object.keys(words).sort()).toEqual(Object.keys(en).sort());
  for (const [key, entry] of Object.entries(words)) {
    const sentences = typeof entry === "string" ? [entry] : Object.values(entry);
    for (const sentence of sentences) expect(sentence.trim(), key).not.toBe("");
  }
});

test.each(languages)("%s has every plural category that it knows, and no other", async (language) => {
  const words = await loadWords(language);
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  for (const [key, entry] of Object.entries(words)) {
    expect(typeof entry, key).toBe(typeof en[key as keyof typeof en]);
    if (typeof entry !== "string")
      expect(Object.keys(entry).sort(), key).toEqual([...pluralCategories].sort());
  }
});

test.each(languages)("%s puts the same facts into its sentences", async (language) => {
  const words = await loadWords(language);
  for (const [key, entry] of Object.entries(words)) {
    const english = en[key as keyof typeof en];
    const expected = factsOf(typeof english === "string" ? english : english.other);
    if (typeof entry === "string") expect(factsOf(entry), key).toEqual(expected);
    // Languages with a word for one and two need not show the number.
    else
      for (const sentence of Object.values(entry))
        expect(expected, key).toEqual(expect.arrayContaining(factsOf(sentence)));
    if (typeof entry !== "string") expect(factsOf(entry.other), key).toEqual(expected);
  }
});

test.each(languages)("%s is really another language", async (language) => {
  if (language === "en") return;
  const words = await loadWords(language);
  const same = Object.entries(words).filter(([key, entry]) => entry === en[key as keyof typeof en]);
  // A few words are the same in related languages: Support, Online, Messages, Pause, Description.
  expect(same.length).toBeLessThan(6);
});

test("numbers take the form of their language", async () => {
  const arabic = sayIn(await loadWords("ar"), "ar-EG");
  expect(arabic("newMessages", { count: 2 })).toBe("رسالتان جديدتان");
  expect(arabic("newMessages", { count: 3 })).toBe("٣ رسائل جديدة");
  const english = sayIn(en, "en");
  expect(english("newMessages", { count: 1 })).toBe("1 new message");
  expect(english("newMessages", { count: 1200 })).toBe("1,200 new messages");
});

test("facts are put in as they are", () => {
  const say = sayIn(en, "en");
  expect(say("typing", { name: "{count} $& <b>" })).toBe("{count} $& <b> is typing…");
});

test("the first wish that can be fulfilled wins; a region is no obstacle", () => {
  expect(chooseLanguage([undefined, "", "xx", "pt-BR", "de"])).toBe("pt");
  expect(chooseLanguage(["AR_eg"])).toBe("ar");
  // Traditional characters are not there: simplified ones are nearer than English.
  expect(["zh-CN", "zh-Hans", "zh-TW", "zh-Hant-HK"].map((wish) => chooseLanguage([wish]))).toEqual(
    Array(4).fill("zh"),
  );
  expect(chooseLanguage(["zz"])).toBe("en");
  expect(languages.filter(isRightToLeft)).toEqual(["ar"]);
});

test("a wish is written as dates and numbers take it, however a page wrote it", () => {
  expect(localeOf("pt_BR", "pt")).toBe("pt-BR");
  expect(localeOf("zh-hans-cn", "zh")).toBe("zh-Hans-CN");
  expect(localeOf("de-", "de")).toBe("de");
  expect(localeOf("not a language", "en")).toBe("en");
  // What is given can be taken: this would throw.
  expect(new Intl.NumberFormat(localeOf("zh_CN", "zh")).format(1)).toBe("1");
});
