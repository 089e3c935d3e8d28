// A build step: the loader, which is no module, beside the widget.

import { readFileSync } from "node:fs";
import { minify, type Plugin } from "vite";

/** Emits `loader.js`. */
export function minifyLoader(file: string): Plugin {
  return {
    name: "minify-loader",
    async generateBundle() {
      const { code } = await minify("loader.js", readFileSync(file, "utf8"), {
        compress: true,
        mangle: { toplevel: true },
      });
      this.emitFile({ type: "asset", fileName: "loader.js", source: code });
    },
  };
}
