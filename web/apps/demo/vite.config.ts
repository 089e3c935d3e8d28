// Builds the demonstration pages, which the server shows under /demo/.

import { defineConfig } from "vite";

export default defineConfig({
  base: "/demo/",
  resolve: { conditions: ["source"] },
  build: {
    outDir: new URL("../../dist/demo", import.meta.url).pathname,
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    // Pictures stay files: a strict policy does not take them from inside a style.
    assetsInlineLimit: 0,
  },
});
