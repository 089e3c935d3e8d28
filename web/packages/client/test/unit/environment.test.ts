// What is taken from the JavaScript engine when nothing is handed in.

import { afterEach, expect, test, vi } from "vitest";
import { environment } from "../../src/environment.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("fetch is looked up at each call, so that what watches it later sees it", async () => {
  const world = environment();
  const fetch = vi.fn(async () => new Response("hello"));
  vi.stubGlobal("fetch", fetch);
  const answer = await world.fetch("https://chat.example.com", { method: "GET" });
  expect(await answer.text()).toBe("hello");
  vi.stubGlobal("fetch", undefined);
  expect(() => world.fetch("https://chat.example.com", { method: "GET" })).toThrow("hand one in");
});

test("a timer runs once, and not when it was cancelled", () => {
  vi.useFakeTimers();
  const world = environment();
  const ran: string[] = [];
  world.after(100, () => ran.push("kept"));
  world.after(100, () => ran.push("cancelled"))();
  vi.advanceTimersByTime(1_000);
  expect(ran).toEqual(["kept"]);
});

test("ids are new also where the engine has no crypto", () => {
  vi.stubGlobal("crypto", undefined);
  const { newId } = environment();
  const ids = new Set(Array.from({ length: 1_000 }, newId));
  expect(ids.size).toBe(1_000);
  for (const id of ids) expect(id).toMatch(/^[0-9a-z]{9}-[0-9a-z]{32}$/);
});

test("ids made later come later", () => {
  let time = 1_700_000_000_000;
  const { newId } = environment({ now: () => (time += 1) });
  const ids = Array.from({ length: 100 }, newId);
  expect([...ids].sort()).toEqual(ids);
});

test("what is handed in goes before what is there", () => {
  const world = environment({ now: () => 7, newId: () => "mine" });
  expect([world.now(), world.newId()]).toEqual([7, "mine"]);
});
