// What the client weighs in a page: bundled, minified and compressed as a web server would send it.

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, test } from "vitest";

/** The largest that each part may be, in bytes after gzip. */
const BUDGET = { socket: 3 * 1024, conversations: 10 * 1024, everything: 11 * 1024 };

const SOURCE = new URL("../../src/", import.meta.url).pathname;
const ENTRIES = {
  socket: `${SOURCE}socketio/socket.ts`,
  // What a widget needs: the connection, REST and conversations, without lists.
  conversations: `${SOURCE}liaison.ts`,
  everything: `${SOURCE}index.ts`,
};

async function gzipped(entry: string): Promise<number> {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      target: "es2022",
      minify: true,
      lib: { entry, formats: ["iife"], name: "bundle" },
    },
  });
  const [bundle] = Array.isArray(result) ? result : [];
  const chunk = bundle?.output[0];
  if (!chunk) throw new Error("nothing was bundled");
  return gzipSync(chunk.code, { level: 9 }).length;
}

test.each(["socket", "conversations", "everything"] as const)("%s stays within its budget", async (part) => {
  const size = await gzipped(ENTRIES[part]);
  process.stdout.write(`size of ${part}: ${size} bytes gzip, of ${BUDGET[part]}\n`);
  expect(size).toBeLessThanOrEqual(BUDGET[part]);
});

test("our socket is a fraction of socket.io-client", async () => {
  const folder = dirname(createRequire(import.meta.url).resolve("socket.io-client/package.json"));
  const theirs = await gzipped(join(folder, "dist/socket.io.esm.min.js"));
  process.stdout.write(`size of socket.io-client: ${theirs} bytes gzip\n`);
  expect(await gzipped(ENTRIES.socket)).toBeLessThan(theirs / 4);
});
