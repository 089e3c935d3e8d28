// What the widget weighs in a page, compressed as a web server would send it, and what may be in it.

import { gzipSync } from "node:zlib";
import { languages } from "@liaison-chat/react/logic";
import { build, type Rolldown } from "vite";
import { beforeAll, expect, test, vi } from "vitest";

/** The most that each part may be, in bytes after gzip; the loader before it. */
const BUDGET = { loader: 300, firstLoad: 25 * 1024, language: 4 * 1024 };

/** The same for each chunk that is fetched later, with what it shares with others and nobody fetched before. */
const CHUNKS: Readonly<Record<string, number>> = {
  chat: 14 * 1024,
  extras: 7.5 * 1024,
  forms: 2.5 * 1024,
  sessions: 3 * 1024,
  attention: 1024,
};

/** What is there when a chunk is fetched. The title and the sound of news may come before the chat. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  extras: ["chat"],
  forms: ["chat"],
  sessions: ["chat"],
};

type Chunk = Pick<Rolldown.OutputChunk, "name" | "fileName" | "imports" | "isDynamicEntry">;

let files: Map<string, string>;
let chunks: readonly Chunk[];

beforeAll(async () => {
  const root = new URL("../../", import.meta.url).pathname;
  // What is measured is what is shipped.
  vi.stubEnv("NODE_ENV", "production");
  const built = await build({
    root,
    configFile: `${root}vite.config.ts`,
    logLevel: "silent",
    build: { write: false },
  });
  vi.unstubAllEnvs();
  const [bundle] = Array.isArray(built) ? built : [];
  chunks = (bundle?.output ?? []).flatMap((file) => (file.type === "chunk" ? [file] : []));
  files = new Map(
    bundle?.output.map((file) => [file.fileName, file.type === "chunk" ? file.code : String(file.source)]),
  );
});

const gzipped = (name: string) => gzipSync(files.get(name) ?? "", { level: 9 }).length;
/** A file and all that it imports before it runs, the first load apart. */
function withImports(fileName: string): Set<string> {
  const imports = chunks.find((chunk) => chunk.fileName === fileName)?.imports ?? [];
  const later = imports.filter((name) => name !== "liaison.js");
  return new Set([fileName, ...later.flatMap((name) => [...withImports(name)])]);
}

/** The file of a chunk. */
const fileOf = (name: string) => chunks.find((chunk) => chunk.name === name)?.fileName ?? "";
const isLanguage = ({ name }: Chunk) => (languages as readonly string[]).includes(name);

test("the loader is 300 bytes at most, before compression", () => {
  expect(files.get("loader.js")?.length).toBeLessThanOrEqual(BUDGET.loader);
});

test("what a page loads stays within its budget", () => {
  const size = gzipped("liaison.js");
  process.stdout.write(`size of the first load: ${size} bytes gzip, of ${BUDGET.firstLoad}\n`);
  expect(size).toBeLessThanOrEqual(BUDGET.firstLoad);
});

test("each chunk that is fetched later has a budget of its own, and stays within it", () => {
  const later = chunks.filter((chunk) => chunk.isDynamicEntry && !isLanguage(chunk));
  expect(later.map(({ name }) => name).sort()).toEqual(Object.keys(CHUNKS).sort());
  for (const [name, budget] of Object.entries(CHUNKS)) {
    const known = new Set((BEFORE[name] ?? []).flatMap((before) => [...withImports(fileOf(before))]));
    const fresh = [...withImports(fileOf(name))].filter((file) => !known.has(file));
    const size = fresh.reduce((total, file) => total + gzipped(file), 0);
    process.stdout.write(`size of the chunk ${name}: ${size} bytes gzip, of ${budget}\n`);
    expect(size, name).toBeGreaterThan(0);
    expect(size, name).toBeLessThanOrEqual(budget);
  }
});

test("each language is a chunk of its own, and English is in the first load", () => {
  const words = chunks.filter(isLanguage);
  expect(words).toHaveLength(languages.length - 1);
  for (const { name, fileName } of words)
    expect(gzipped(fileName), name).toBeLessThanOrEqual(BUDGET.language);
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
