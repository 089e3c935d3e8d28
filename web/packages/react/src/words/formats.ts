// Times, days, sizes and money as a language writes them.

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, options);
    formats.set(key, format);
  }
  return format;
}

/** The time of day. */
export function timeOf(locale: string, at: number): string {
  return dateFormat(locale, { hour: "numeric", minute: "2-digit" }).format(at);
}

/** The day in full; the year only when it is another one. */
export function dayOf(locale: string, at: number, now: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const year = isThisYear ? {} : ({ year: "numeric" } as const);
  return dateFormat(locale, { weekday: "long", day: "numeric", month: "long", ...year }).format(at);
}

/** A day without its weekday, as lists show it. */
export function shortDayOf(locale: string, at: number): string {
  return dateFormat(locale, { day: "numeric", month: "short" }).format(at);
}

/** A number that changes from day to day, by the clock on the wall. */
export function dayNumber(at: number): number {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}

/** Bytes in the unit that people read. */
export function sizeOf(locale: string, bytes: number): string {
  const [value, unit] =
    bytes >= 1_048_576 ? [bytes / 1_048_576, "megabyte"] : [Math.max(1, bytes / 1024), "kilobyte"];
  const maximumFractionDigits = value < 10 && unit === "megabyte" ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits }).format(value);
}

/** Minor units as money. */
export function moneyOf(locale: string, amount: number, currency: string): string {
  try {
    const format = new Intl.NumberFormat(locale, { style: "currency", currency });
    const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    const value = amount / 10 ** digits;
    return Number.isInteger(value)
      ? new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 0 }).format(value)
      : format.format(value);
  } catch {
    // Not a currency that `Intl` knows.
    return `${amount / 100} ${currency}`;
  }
}

/** Seconds as minutes and seconds. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
