// One change for many cases. It is made at once and undone by its opposite: a change that waits for the toast to go would be
// lost with the tab, and colleagues would go on working on what is settled here. What could not be done is said, and only
// what was done is undone.

import type { CaseRow } from "@liaison-chat/client";
import type { Change } from "./case-calls.ts";

/** How it went. */
export interface Outcome {
  /** The cases as they were before. */
  readonly done: readonly CaseRow[];
  /** What the first refusal said. */
  readonly problem: unknown;
  readonly failed: readonly CaseRow[];
}

/** As many at once as leave room for what else the page asks. */
const AT_ONCE = 4;

/** Makes the change wherever it changes something. */
export function inBulk(rows: readonly CaseRow[], change: Change): Promise<Outcome> {
  return each(rows.filter(change.concerns), change.apply);
}

/** Puts the cases back to how they were. */
export function undone(before: readonly CaseRow[], change: Change): Promise<Outcome> {
  return each(before, change.revert);
}

async function each(rows: readonly CaseRow[], run: (row: CaseRow) => Promise<unknown>): Promise<Outcome> {
  const left = [...rows];
  const done: CaseRow[] = [];
  const failed: CaseRow[] = [];
  let problem: unknown;
  const work = async () => {
    for (let row = left.shift(); row; row = left.shift()) {
      try {
        await run(row);
        done.push(row);
      } catch (thrown) {
        problem ??= thrown;
        failed.push(row);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { done, failed, problem };
}
