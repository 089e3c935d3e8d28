// @vitest-environment happy-dom
// Files on their way into a message: what comes through, what does not, and what was taken away.

import type { Liaison } from "@liaison-chat/client";
import { act, cleanup, renderHook } from "@testing-library/react";
import { type ReactNode, StrictMode } from "react";
import { afterEach, expect, test } from "vitest";
import { type SentFiles, useSending } from "../../src/chat/use-sending.ts";
import { LiaisonProvider } from "../../src/index.ts";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
afterEach(cleanup);

interface Asked {
  readonly signal: AbortSignal;
  answer(id: string): void;
  refuse(error: Error): void;
}

/** The hook, and what it asked of the server. */
function sending() {
  const asked: Asked[] = [];
  const call = (_: string, __: unknown, { signal }: { signal: AbortSignal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(new Error("given up")));
      asked.push({ signal, answer: (id) => resolve({ id }), refuse: reject });
    });
  const client = { rest: { call }, connect() {}, disconnect() {} } as unknown as Liaison;
  const wrapper = ({ children }: { children: ReactNode }) => (
    <StrictMode>
      <LiaisonProvider client={client}>{children}</LiaisonProvider>
    </StrictMode>
  );
  const hook = renderHook<SentFiles<File>, void>(() => useSending<File>(), { wrapper });
  const shown = () =>
    hook.result.current.sent.map(({ file, uploaded, error }) => [
      file.name,
      uploaded?.id ?? (error as Error | undefined)?.message,
    ]);
  return { asked, hook, shown, files: () => hook.result.current };
}

const file = (name: string) => new File(["a"], name);

test("each file is sent at once, and says what became of it", async () => {
  const { asked, shown, files } = sending();
  act(() => files().add([file("a.png"), file("b.png")]));
  expect(shown()).toEqual([
    ["a.png", undefined],
    ["b.png", undefined],
  ]);
  await act(async () => {
    asked[0]?.answer("1");
    asked[1]?.refuse(new Error("too slow"));
  });
  expect(shown()).toEqual([
    ["a.png", "1"],
    ["b.png", "too slow"],
  ]);
});

test("what failed is sent again when it is asked for", async () => {
  const { asked, shown, files } = sending();
  act(() => files().add([file("a.png")]));
  await act(async () => asked[0]?.refuse(new Error("too slow")));
  await act(async () => files().retry(files().sent[0]?.key ?? 0));
  expect(shown()).toEqual([["a.png", undefined]]);
  await act(async () => asked[1]?.answer("2"));
  expect(shown()).toEqual([["a.png", "2"]]);
});

test("what is taken away, or shown no more, is given up", async () => {
  const { asked, hook, shown, files } = sending();
  act(() => files().add([file("a.png"), file("b.png")]));
  await act(async () => files().remove(files().sent[0]?.key ?? 0));
  expect(shown()).toEqual([["b.png", undefined]]);
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  hook.unmount();
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true]);
});
