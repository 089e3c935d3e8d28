// A long log in parts, which the browser draws only while they are in sight.

import type { Line } from "./log-lines.ts";

/** Lines that are drawn together. */
export interface LogPart {
  readonly key: number;
  readonly lines: readonly Line[];
}

/** So many positions of the log belong to one part: as many as are read at once. */
const PART = 50;

/** Cuts lines into parts. A part keeps its key and its lines when older ones come before it. */
export function partsOf(lines: readonly Line[]): LogPart[] {
  const parts: { key: number; lines: Line[] }[] = [];
  let heads: Line[] = [];
  for (const line of lines) {
    // A day, and where the new begins, stand above what follows.
    if (line.kind === "day" || line.kind === "new") {
      heads.push(line);
      continue;
    }
    const last = parts.at(-1);
    // What is not stored yet has no position: it goes to the end.
    const key = line.kind === "message" ? Math.floor(line.message.seq / PART) : (last?.key ?? 0);
    const part = last?.key === key ? last : { key, lines: [] };
    if (part !== last) parts.push(part);
    part.lines.push(...heads, line);
    heads = [];
  }
  return parts;
}
