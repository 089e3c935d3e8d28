// What the widget weighs in a page, compressed as a web server would send it, and what may be in it.

import { gzipSync } from "node:zlib";
import { languages } from "@liaison-chat/react/logic";
import { build } from "vite";
import { beforeAll, expect, test } from "vitest";

/** The most that each part may be, in bytes after gzip. */
const BUDGET = { loader: 300, firstLoad: 25 * 1024, chat: 14 * 1024, extras: 9 * 1024, language: 4 * 1024 };

let files: Map<string, string>;

beforeAll(async () => {
  const root = new URL("../../", import.meta.url).pathname;
  const built = await build({
    root,
    configFile: `${root}vite.config.ts`,
    logLevel: "silent",
    build: { write: false },
  });
  const [bundle] = Array.isArray(built) ? built : [];
  files = new Map(
    bundle?.output.map((file) => [file.fileName, file.type === "chunk" ? file.code : String(file.source)]),
  );
});

const gzipped = (name: string) => gzipSync(files.get(name) ?? "", { level: 9 }).length;
const named = (start: string) => [...files.keys()].filter((name) => name.startsWith(start));
const sum = (names: string[]) => names.reduce((total, name) => total + gzipped(name), 0);

test("the loader is 300 bytes at most, before compression", () => {
  expect(files.get("loader.js")?.length).toBeLessThanOrEqual(BUDGET.loader);
});

test("what a page loads stays within its budget", () => {
  const size = gzipped("liaison.js");
  process.stdout.write(`size of the first load: ${size} bytes gzip, of ${BUDGET.firstLoad}\n`);
  expect(size).toBeLessThanOrEqual(BUDGET.firstLoad);
});

test("what is fetched later stays within its budget too", () => {
  const words = [...files.keys()].filter((name) => /^[a-z]{2}-/.test(name));
  const extras = sum(named("extras"));
  const chat =
    sum([...files.keys()].filter((name) => name.endsWith(".js"))) -
    sum(["liaison.js", "loader.js", ...words]) -
    extras;
  process.stdout.write(`size of the chat: ${chat}, of what not everybody needs: ${extras} bytes gzip\n`);
  expect(chat).toBeLessThanOrEqual(BUDGET.chat);
  expect(extras).toBeLessThanOrEqual(BUDGET.extras);
  // English is in the chat itself.
  expect(words).toHaveLength(languages.length - 1);
  for (const name of words) expect(gzipped(name), name).toBeLessThanOrEqual(BUDGET.language);
});

test("every file is plain ASCII", () => {
  for (const [name, code] of files) expect(/[^\0-\x7f]/.test(code), name).toBe(false);
});

test("nothing in it writes markup, evaluates text or loads from elsewhere", () => {
  const code = [...files.values()].join("\n");
  for (const word of [
    "dangerouslySetInnerHTML:",
    "insertAdjacentHTML",
    "document.write",
    "eval(",
    "new Function",
  ])
    expect(code.includes(word), word).toBe(false);
  const addresses = [...code.matchAll(/https?:\/\/[\w.]+/g)].map(([address]) => address);
  expect(addresses.filter((address) => address !== "http://www.w3.org")).toEqual([]);
});
