// Two kinds of tests: `unit` needs nothing but Node, `server` needs the built server (LIAISON_BIN).

import { defineConfig } from "vitest/config";

const project = (name: string, include: string[], timeout: number) => ({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source", "module", "node"] } },
  test: { name, include, environment: "node", testTimeout: timeout, hookTimeout: timeout },
});

export default defineConfig({
  test: {
    // One file at a time: some measure time-outs, and the machine may have two processors.
    maxWorkers: 1,
    projects: [
      project("unit", ["{packages,apps}/*/test/unit/**/*.test.{ts,tsx}"], 30_000),
      project("server", ["packages/*/test/server/**/*.test.{ts,tsx}"], 60_000),
    ],
  },
});
