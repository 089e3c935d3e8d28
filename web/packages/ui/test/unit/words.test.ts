// The words that components make of names, sizes, times and texts.

import { expect, test } from "vitest";
import { dayName, fileSize, initialsOf, piecesOf, shortAge } from "../../src/index.ts";

const MINUTE = 60_000;
const NOW = Date.parse("2026-03-10T12:00:00Z");

test.each([
  ["Maya Rao", "MR"],
  ["Chai & Co.", "CC"],
  ["  ", ""],
  ["Ada Byron King", "AK"],
  ["مها سالم", "مس"],
])("%s has the initials %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test("an age is as short as its size allows", () => {
  const ages = [10_000, 4 * MINUTE, 90 * MINUTE, 49 * 60 * MINUTE].map((age) =>
    shortAge(NOW - age, NOW, "en"),
  );
  expect(ages).toEqual(["<1m", "4m", "1h", "2d"]);
  expect(shortAge(NOW - 30 * 24 * 60 * MINUTE, NOW, "en")).toBe("Feb 8");
  expect(shortAge(NOW + MINUTE, NOW, "en")).toBe("<1m");
});

test("today and yesterday have names", () => {
  const at = (text: string) => new Date(text).getTime();
  expect(dayName(at("2026-03-10T01:00:00"), at("2026-03-10T12:00:00"), "en")).toBe("Today");
  expect(dayName(at("2026-03-09T23:59:00"), at("2026-03-10T00:01:00"), "en")).toBe("Yesterday");
  expect(dayName(at("2026-03-02T10:00:00"), at("2026-03-10T12:00:00"), "en")).toBe("Monday, March 2");
});

test("sizes are told in the unit that fits", () => {
  expect([0, 999, 1_400, 12_300_000].map((size) => fileSize(size, "en"))).toEqual([
    "0 byte",
    "999 byte",
    "1.4 kB",
    "12 MB",
  ]);
});

test("addresses can be followed, and a full stop belongs to the sentence", () => {
  expect(piecesOf("See https://example.com/a?b=c. Or www.example.com!")).toEqual([
    { text: "See " },
    { text: "https://example.com/a?b=c", href: "https://example.com/a?b=c" },
    { text: ". Or " },
    { text: "www.example.com", href: "https://www.example.com" },
    { text: "!" },
  ]);
});

test("what only looks like an address, or runs a program, is words", () => {
  expect(piecesOf("javascript:alert(1) http:// data:text/html,x")).toEqual([
    { text: "javascript:alert(1) http:// data:text/html,x" },
  ]);
});

test("phrases stand out in a text, the longest first, as whole words", () => {
  const marked = (text: string, ...phrases: string[]) =>
    piecesOf(text, phrases).map((piece) => ("isMarked" in piece ? `[${piece.text}]` : piece.text));
  expect(marked("@ann lee, ask @Ann.", "@Ann", "@Ann Lee")).toEqual(["[@ann lee]", ", ask ", "[@Ann]", "."]);
  expect(marked("@Annabel (x+y) @A.B", "@Ann", "@A.B")).toEqual(["@Annabel (x+y) ", "[@A.B]"]);
  expect(marked("@Ann https://a.example/@Ann", "@Ann")).toEqual(["[@Ann]", " ", "https://a.example/@Ann"]);
  expect(marked("nobody")).toEqual(["nobody"]);
});
