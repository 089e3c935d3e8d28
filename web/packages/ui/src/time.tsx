// When something happened, in words that stay true while one looks at them.

import { type ReactNode, useSyncExternalStore } from "react";
import { dateFormat, numberFormat } from "./formats.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How often the words are looked at again. */
const TICK_MS = 15 * SECOND;

let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all: everything that shows the time changes in the same moment. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const each of listeners) each();
    }, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** The time, in milliseconds since 1970, to about a quarter of a minute. */
export function useNow(): number {
  return useSyncExternalStore(
    subscribe,
    () => now,
    () => now,
  );
}

/** `now`, `4m`, `3h`, `2d`, or the date: short enough for a list. */
export function shortAge(at: number, from: number, locale: string): string {
  const age = Math.max(0, from - at);
  const unit = (value: number, name: "minute" | "hour" | "day") =>
    numberFormat(locale, { style: "unit", unit: name, unitDisplay: "narrow" }).format(Math.floor(value));
  if (age < MINUTE) return unit(0, "minute").replace(/\d+/, "<1");
  if (age < HOUR) return unit(age / MINUTE, "minute");
  if (age < DAY) return unit(age / HOUR, "hour");
  if (age < 7 * DAY) return unit(age / DAY, "day");
  const isThisYear = new Date(at).getFullYear() === new Date(from).getFullYear();
  const year = isThisYear ? {} : ({ year: "numeric" } as const);
  return dateFormat(locale, { day: "numeric", month: "short", ...year }).format(at);
}

/** The whole date and time, for those who point at it. */
export function fullTime(at: number, locale: string): string {
  return dateFormat(locale, { dateStyle: "full", timeStyle: "short" }).format(at);
}

/** The hour and minute. */
export function clockTime(at: number, locale: string): string {
  return dateFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(at);
}

/** The day: today and yesterday by name. */
export function dayName(at: number, from: number, locale: string): string {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(from) - midnight(at)) / DAY);
  if (days === 0 || days === 1) {
    const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-days, "day");
    return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
  }
  const isThisYear = new Date(at).getFullYear() === new Date(from).getFullYear();
  return dateFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(isThisYear ? {} : { year: "numeric" }),
  }).format(at);
}

/** How long ago, short. The whole date is its title. */
export function RelativeTime({ at, locale }: { readonly at: string; readonly locale: string }): ReactNode {
  const time = Date.parse(at);
  return (
    <time dateTime={at} title={fullTime(time, locale)}>
      {shortAge(time, useNow(), locale)}
    </time>
  );
}
