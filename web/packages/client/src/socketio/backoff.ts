// How long to wait before the next try.

/** Bounds of the waiting time in milliseconds. */
export interface Backoff {
  readonly min: number;
  readonly max: number;
}

/**
 * The wait before try number `tries`, counted from 0: it doubles up to the greatest, and half of it is chance, so that
 * the clients of a server that restarts do not all come back at once.
 */
export function backoff({ min, max }: Backoff, tries: number, random: () => number): number {
  const whole = Math.min(max, min * 2 ** Math.min(tries, 30));
  return whole / 2 + random() * (whole / 2);
}
