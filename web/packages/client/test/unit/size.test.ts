// What the client weighs in a page: bundled, minified and compressed as a web server would send it.

import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, test } from "vitest";

/** The largest that each part may be, in bytes after gzip. */
const BUDGET = { socket: 3 * 1024, conversations: 9 * 1024, everything: 10 * 1024 };

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
