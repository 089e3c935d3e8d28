// Whether the person has said if they take cases: asked once per login, in one tab or another, and again the next day.

import { localArea } from "../auth/local-area.ts";

/** Whoever stays away for so long comes to work anew. */
const SAME_WORK_MS = 6 * 3_600_000;
const keyFor = (person: string) => `liaison-console-asked/${person}`;

/** Whether it was answered. */
export function isAnsweredBy(person: string, now: number): boolean {
  return now - Number(localArea.get(keyFor(person)) ?? 0) < SAME_WORK_MS;
}

/** It was answered now. */
export function keepAnswer(person: string, now: number): void {
  void localArea.set(keyFor(person), String(now));
}

/** The next login is asked again. */
export function forgetAnswer(person: string): void {
  void localArea.remove(keyFor(person));
}
