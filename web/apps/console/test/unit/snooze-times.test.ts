// Until when a ticket is snoozed by one click.

import { expect, test } from "vitest";
import { fieldTime, snoozeTimes, whenWords } from "../../src/ticket/snooze-times.ts";

const named = (now: Date) =>
  Object.fromEntries(snoozeTimes(now).map(({ name, until }) => [name, until && fieldTime(until)]));

test("the choices are times by the clock on the wall", () => {
  // A Wednesday.
  expect(named(new Date(2026, 10, 18, 15, 20))).toEqual({
    hour: "2026-11-18T16:20",
    hours: "2026-11-18T19:20",
    tomorrow: "2026-11-19T09:00",
    week: "2026-11-23T09:00",
    reply: undefined,
  });
});

test("on a Monday the next one is meant, on a Sunday tomorrow is Monday", () => {
  expect(named(new Date(2026, 10, 23, 8, 0))["week"]).toBe("2026-11-30T09:00");
  const sunday = named(new Date(2026, 10, 22, 23, 59));
  expect(sunday).not.toHaveProperty("week");
  expect(sunday["tomorrow"]).toBe("2026-11-23T09:00");
});

test("the end of a year is no end", () => {
  expect(named(new Date(2026, 11, 31, 22, 0))).toMatchObject({
    hours: "2027-01-01T02:00",
    tomorrow: "2027-01-01T09:00",
  });
});

test("a time is said as short as it can be understood", () => {
  const now = new Date(2026, 10, 18, 15, 20);
  expect(whenWords(new Date(2026, 10, 18, 16, 20), now, "en-GB")).toBe("16:20");
  expect(whenWords(new Date(2026, 10, 19, 9, 0), now, "en-GB")).toBe("Thu 09:00");
  expect(whenWords(new Date(2026, 11, 24, 9, 0), now, "en-GB")).toContain("24 Dec");
});
