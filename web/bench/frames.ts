// How a list scrolls: one step in each frame, and the time between the frames.

import type { Locator } from "@playwright/test";

/** Three rows in a frame: a hundred and eighty in a second, which is a wheel that is flung and not somebody who reads. */
const STEP_PX = 258;

/** Scrolls a virtual list down to its row number `last`; gives the milliseconds between each two frames. */
export async function framesOfScrolling(list: Locator, last: number): Promise<number[]> {
  const times = await list.evaluate(
    (element, { step, end }) =>
      new Promise<number[]>((resolve) => {
        const box = element.parentElement as HTMLElement;
        const times: number[] = [];
        const frame = (now: number) => {
          times.push(now);
          box.scrollTop += step;
          const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 1;
          if (!isAtEnd || !element.querySelector(end)) requestAnimationFrame(frame);
          else resolve(times);
        };
        requestAnimationFrame(frame);
      }),
    { step: STEP_PX, end: `[aria-posinset="${last}"]` },
  );
  return gapsOf(times);
}

/** Scrolls a box up so many frames, from its end; gives the milliseconds between each two. */
export async function framesOfReadingBack(box: Locator, frames: number): Promise<number[]> {
  const times = await box.evaluate(
    (element, { step, count }) =>
      new Promise<number[]>((resolve) => {
        element.scrollTop = element.scrollHeight;
        const times: number[] = [];
        const frame = (now: number) => {
          times.push(now);
          element.scrollTop -= step;
          if (times.length <= count) requestAnimationFrame(frame);
          else resolve(times);
        };
        requestAnimationFrame(frame);
      }),
    { step: STEP_PX, count: frames },
  );
  return gapsOf(times);
}

/** The time between each two. */
function gapsOf(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
}
