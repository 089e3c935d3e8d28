// A build step: letters beyond ASCII become escapes, which mean the same in every charset.

import type { Plugin } from "vite";

/** Writes each chunk in ASCII only. */
export function asciiOnly(): Plugin {
  return {
    name: "ascii-only",
    // After minification, which would write the letters again.
    enforce: "post",
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === "chunk") chunk.code = escaped(chunk.code);
      }
    },
  };
}

/** Code with the same meaning, in ASCII. Such letters stand in texts only, never in names. */
export function escaped(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
