// The console as a page: served below /console/, built to web/dist/console, without anything inline.

import tailwind from "@tailwindcss/vite";
import { defineConfig } from "vite";

/** The server that `npm run dev` passes calls on to. */
const SERVER = process.env["LIAISON_URL"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  base: "/console/",
  plugins: [tailwind()],
  resolve: { conditions: ["source", "module", "browser", "development|production"] },
  build: {
    outDir: "../../dist/console",
    emptyOutDir: true,
    target: "es2022",
    // The page's policy takes scripts and styles from files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What the first load may weigh is tested, compressed.
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      onwarn: (warning, warn) => {
        // Marks of libraries for servers that draw React; here everything is drawn by the browser.
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning);
      },
    },
  },
  server: {
    proxy: {
      "/api": { target: SERVER },
      "/socket.io": { target: SERVER, ws: true },
    },
  },
});
