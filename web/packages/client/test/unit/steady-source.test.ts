// Token sources as hosts write them: whatever they do, the next one who asks gets a token or an error, and no promise is
// left alone.

import { expect, test } from "vitest";
import { steady } from "../../src/rest/steady-source.ts";
import { VirtualTime } from "../stage/virtual-time.ts";

function deferred() {
  let resolve = (_: string): void => {};
  const promise = new Promise<string>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

test("white space around a token is none of it", async () => {
  const time = new VirtualTime();
  for (const text of ["a.b.c\n", "\r\na.b.c", " a.b.c\t", "\ufeffa.b.c\r\n"])
    expect(await steady(() => text, time)(false)).toBe("a.b.c");
});

test("a token as JSON is the token", async () => {
  const time = new VirtualTime();
  for (const text of ['"a.b.c"', ' "a.b.c"\r\n']) expect(await steady(() => text, time)(false)).toBe("a.b.c");
  for (const text of ['""', '" "']) await expect(steady(() => text, time)(false)).rejects.toThrow("no token");
});

test("what is no token is a failure, and never sent", async () => {
  const time = new VirtualTime();
  for (const text of [
    "",
    "  ",
    undefined,
    null,
    7,
    {},
    "<!doctype html><title>502 Bad Gateway</title>",
    "a b",
  ])
    await expect(steady(() => text as string, time)(false)).rejects.toThrow("no token");
});

test("what the source throws or refuses reaches whoever asked, who may ask again", async () => {
  const time = new VirtualTime();
  let calls = 0;
  const source = steady(() => {
    calls++;
    if (calls === 1) throw new Error("thrown");
    if (calls === 2) return Promise.reject(new Error("rejected"));
    return "a.b.c";
  }, time);
  await expect(source(false)).rejects.toThrow("thrown");
  await expect(source(false)).rejects.toThrow("rejected");
  expect(await source(false)).toBe("a.b.c");
});

test("a source that hangs is not waited for, and one that is late serves whoever waits then", async () => {
  const time = new VirtualTime();
  const answers = [deferred(), deferred(), deferred()];
  let calls = 0;
  const source = steady(() => answers[calls++]?.promise ?? "", time);
  const first = expect(source(false)).rejects.toThrow("hangs");
  await time.pass(8_000);
  await first;
  // The first answer comes while the second is waited for.
  const second = source(false);
  answers[0]?.resolve("a.b.1");
  expect(await second).toBe("a.b.1");
  // It came while nobody waited: the next one gets it without asking.
  answers[1]?.resolve("a.b.2");
  await time.pass(1);
  expect(await source(false)).toBe("a.b.2");
  expect(calls).toBe(2);
  // Once: whoever asks later gets a new one.
  answers[2]?.resolve("a.b.3");
  expect(await source(false)).toBe("a.b.3");
});

test("a late answer from before a refusal is not taken", async () => {
  const time = new VirtualTime();
  const answers = [deferred(), deferred()];
  let calls = 0;
  const source = steady(() => answers[calls++]?.promise ?? "", time);
  const first = expect(source(false)).rejects.toThrow("hangs");
  await time.pass(8_000);
  await first;
  const fresh = source(true);
  answers[0]?.resolve("a.b.refused");
  answers[1]?.resolve("a.b.fresh");
  expect(await fresh).toBe("a.b.fresh");
  expect(calls).toBe(2);
});

test("a source that keeps what is no token is asked to replace it", async () => {
  const asked: boolean[] = [];
  const source = steady((isRefused) => {
    asked.push(isRefused);
    return isRefused ? "a.b.c" : "not a token";
  }, new VirtualTime());
  await expect(source(false)).rejects.toThrow("no token");
  expect(await source(false)).toBe("a.b.c");
  await expect(source(false)).rejects.toThrow("no token");
  expect(asked).toEqual([false, true, false]);
});
