// Builds an application that uses one of our packages, to where the front door shows it.

import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds `pages/<name>`, or another folder; the door shows it as `/page-<name>/`. */
export async function buildPage(name: string, root = here(`./pages/${name}`)): Promise<string> {
  await build({
    root,
    base: `/page-${name}/`,
    configFile: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"', __DEV__: "false", global: "globalThis" },
    resolve: {
      conditions: ["source"],
      alias: [{ find: /^react-native$/, replacement: "react-native-web" }],
      dedupe: ["react", "react-dom"],
    },
    oxc: { jsx: { runtime: "automatic", importSource: "react" } },
    build: {
      outDir: here(`../../.cache/pages/page-${name}`),
      emptyOutDir: true,
      target: "es2022",
      modulePreload: false,
      minify: false,
    },
  });
  return `/page-${name}/`;
}
