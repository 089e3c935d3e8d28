// Why something was not done, as the name of a sentence.

import { LiaisonError } from "@liaison-chat/client";

/** The name of the sentence; undefined without an error. */
export function problemOf(error: unknown): "frozen" | "failed" | undefined {
  if (error === undefined) return undefined;
  return error instanceof LiaisonError && error.code === "CHANNEL_FROZEN" ? "frozen" : "failed";
}
