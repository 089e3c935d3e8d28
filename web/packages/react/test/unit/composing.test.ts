// Writing a message: what can be sent, and what the other side learns meanwhile. Console, chat and phone have these rules.

import type { UploadedFile } from "@liaison-chat/client";
import { expect, test } from "vitest";
import { type ComposerFiles, composerOf, filesOf } from "../../src/chat/composing.ts";
import { isAccepted, MAX_CHARACTERS } from "../../src/chat/file-limits.ts";

const uploaded = { id: "f1" } as UploadedFile;
const NONE: ComposerFiles = { ready: [], isBusy: false };

/** A field with this text and these files, and what came of it. */
function stage(text: string, more: Partial<Parameters<typeof composerOf>[0]> = {}) {
  const told: string[] = [];
  const composer = composerOf({
    store: { typing: (isTyping) => told.push(`typing ${isTyping}`) },
    text,
    onText: (words) => told.push(`text ${words}`),
    files: NONE,
    onSend: (words, ready) => told.push(`sent ${words} with ${ready.length}`),
    ...more,
  });
  return { composer, told };
}

test("words are sent without what hangs behind them, and nothing is nothing", () => {
  const { composer, told } = stage("Hello \n");
  composer.send();
  expect(told).toEqual(["sent Hello with 0"]);
  for (const empty of ["", "  \n"]) {
    const { composer: none, told: nothing } = stage(empty);
    none.send();
    expect(nothing).toEqual([]);
  }
});

test("a file alone is a message, as soon as it is there", () => {
  expect(stage("", { files: { ready: [uploaded], isBusy: false } }).composer.canSend).toBe(true);
  expect(stage("Hello", { files: { ready: [], isBusy: true } }).composer.canSend).toBe(false);
  expect(stage("Hello", { isHeld: true }).composer.canSend).toBe(false);
});

test("too long is counted in characters as people count them", () => {
  expect(stage("😀".repeat(MAX_CHARACTERS)).composer.canSend).toBe(true);
  const { composer } = stage("😀".repeat(MAX_CHARACTERS + 2));
  expect([composer.tooMany, composer.canSend]).toEqual([2, false]);
});

test("the other side learns that one types, unless nobody is to know", () => {
  const { composer, told } = stage("");
  composer.write("H");
  composer.write("");
  composer.stopTyping();
  expect(told).toEqual(["text H", "typing true", "text ", "typing false", "typing false"]);
  const silent = stage("", { isSilent: true });
  silent.composer.write("H");
  silent.composer.stopTyping();
  expect(silent.told).toEqual(["text H"]);
});

test("Enter sends where it does, once, and never by itself what begins a line", () => {
  const press = (composer: ReturnType<typeof stage>["composer"], more: object, enterSends = true) => {
    let isPrevented = false;
    composer.onKey(
      {
        key: "Enter",
        ...more,
        preventDefault() {
          isPrevented = true;
        },
      },
      enterSends,
    );
    return isPrevented;
  };
  const { composer, told } = stage("Hello");
  expect(press(composer, {})).toBe(true);
  expect(press(composer, { repeat: true })).toBe(true);
  expect(press(composer, { shiftKey: true })).toBe(false);
  expect(press(composer, {}, false)).toBe(false);
  expect(press(composer, { ctrlKey: true }, false)).toBe(true);
  expect(told).toEqual(["sent Hello with 0", "sent Hello with 0"]);
});

test("a file that failed holds nothing up, one on its way does", () => {
  const one = { key: 1, file: "a", share: 0, uploaded: undefined, error: undefined };
  expect(filesOf([one])).toEqual({ ready: [], isBusy: true });
  expect(filesOf([{ ...one, error: new Error("no") }])).toEqual({ ready: [], isBusy: false });
  expect(filesOf([{ ...one, uploaded }])).toEqual({ ready: [uploaded], isBusy: false });
});

test("files are taken by type, by family and by ending", () => {
  const file = (name: string, type: string) => ({ name, type });
  expect(isAccepted(file("a.png", "image/png"), ["image/*"])).toBe(true);
  expect(isAccepted(file("a.PDF", ""), [".pdf"])).toBe(true);
  expect(isAccepted(file("a.exe", "application/x-msdownload"), ["image/*", "application/pdf"])).toBe(false);
  expect(isAccepted(file("a.exe", ""), undefined)).toBe(true);
});
