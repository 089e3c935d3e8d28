// Until when one can put a ticket aside by one click, by the clock on the wall.

/** A choice; without a time only a party ends it. */
export interface SnoozeTime {
  readonly name: "hour" | "hours" | "tomorrow" | "week" | "reply";
  readonly until?: Date;
}

const HOUR_MS = 3_600_000;
/** When work begins. */
const MORNING = 9;

/** The choices at a time, the nearest first. */
export function snoozeTimes(now: Date): SnoozeTime[] {
  const morningIn = (days: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING);
  // On a Monday the next one is meant.
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { name: "hour", until: new Date(now.getTime() + HOUR_MS) },
    { name: "hours", until: new Date(now.getTime() + 4 * HOUR_MS) },
    { name: "tomorrow", until: morningIn(1) },
    // On a Sunday both would be the same morning.
    ...(toMonday === 1 ? [] : [{ name: "week" as const, until: morningIn(toMonday) }]),
    { name: "reply" },
  ];
}

/** A time as the field of the browser writes it: local, to the minute. */
export function fieldTime(at: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** A time as people write it, as short as it can be understood. */
export function whenWords(at: Date, now: Date, locale: string): string {
  const isSoon = at.getTime() - now.getTime() < 6 * 24 * HOUR_MS;
  const isToday = at.toDateString() === now.toDateString();
  const day = isToday
    ? {}
    : isSoon
      ? { weekday: "short" as const }
      : ({ day: "numeric", month: "short" } as const);
  return new Intl.DateTimeFormat(locale, { ...day, hour: "2-digit", minute: "2-digit" }).format(at);
}
