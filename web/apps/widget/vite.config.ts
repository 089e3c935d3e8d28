// Builds the widget: one module with everything, a chunk for each other language, the loader. Only ASCII: a page in
// another charset shows our texts as they are.

import { defineConfig } from "vite";
import { asciiOnly } from "./ascii-only.ts";
import { minifyLoader } from "./minify-loader.ts";

const here = (path: string) => new URL(path, import.meta.url).pathname;

export default defineConfig({
  resolve: {
    conditions: ["source"],
    alias: [
      { find: /^react$/, replacement: here("src/react.ts") },
      { find: /^react\/jsx-runtime$/, replacement: "preact/jsx-runtime" },
    ],
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [asciiOnly(), minifyLoader(here("src/loader.js"))],
  build: {
    outDir: here("../../dist/widget"),
    emptyOutDir: true,
    target: "es2022",
    // A library has no preloading helper of Vite's; small it shall be all the same.
    lib: { entry: { liaison: here("src/main.ts") }, formats: ["es"] },
    rolldownOptions: {
      // Elements with the names of properties do not hide the document's own.
      transform: { inject: { document: [here("src/document.ts"), "document"] } },
      // Marks for servers that draw React; here everything is drawn by the browser.
      checks: { moduleLevelDirective: false },
      // What parts share stays in the first file.
      preserveEntrySignatures: "allow-extension",
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name]-[hash].js",
        minify: true,
        // Notes for bundlers: nobody bundles it again.
        comments: false,
      },
    },
  },
});
