// How much work a page had: what Chromium counts on the main thread of its process.

import type { CDPSession, Page } from "@playwright/test";

/** Milliseconds of the main thread: of scripts alone, and of everything (scripts, styles, layout, painting, reading). */
export interface Work {
  readonly script: number;
  readonly all: number;
}

/** Counts the work of a page from now until `until` is there and was painted. */
export async function workOf(
  page: Page,
  act: () => Promise<void>,
  until: () => Promise<void>,
): Promise<Work> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const before = await counted(session);
  await act();
  await until();
  // Painted: the frame after the one in which it came.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const after = await counted(session);
  await session.detach();
  return { script: after.script - before.script, all: after.all - before.all };
}

async function counted(session: CDPSession): Promise<Work> {
  const { metrics } = await session.send("Performance.getMetrics");
  const milliseconds = (wanted: string) => (metrics.find(({ name }) => name === wanted)?.value ?? 0) * 1_000;
  return { script: milliseconds("ScriptDuration"), all: milliseconds("TaskDuration") };
}
