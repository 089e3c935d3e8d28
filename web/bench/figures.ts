// Figures of several rounds, as a table that can be put into the documentation.

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which that part of all values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** One line of the table: what was measured, its value in each round, and what it shall be. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly rounds: readonly number[];
  readonly goal?: string;
}

/** The table, in Markdown: medians, and the rounds they are of. */
export function table(figures: readonly Figure[]): string {
  const lines = figures.map(({ what, unit, rounds, goal = "" }) => {
    const each = rounds.map(shown).join(" · ");
    return `| ${what} | ${shown(median(rounds))} | ${unit} | ${each} | ${goal} |`;
  });
  const head = ["| measured | median | unit | rounds | goal |", "|---|---|---|---|---|"];
  return [...head, ...lines].join("\n");
}

function shown(value: number): string {
  return value >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(1);
}
