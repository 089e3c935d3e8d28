// Clients of the real server, closed with their test.

import { onTestFinished } from "vitest";
import { Liaison, type LiaisonOptions } from "../../src/index.ts";
import { until } from "./seen.ts";
import { NODE } from "./sockets.ts";

/** A client that connects. */
export function client(
  url: string,
  token: LiaisonOptions["token"],
  options: Partial<LiaisonOptions> = {},
): Liaison {
  const liaison = new Liaison({
    url,
    token,
    environment: NODE,
    backoff: { min: 20, max: 200 },
    ...options,
  });
  onTestFinished(() => liaison.disconnect());
  liaison.connect();
  return liaison;
}

/** One of its conversations, looked at and complete. */
export async function opened(liaison: Liaison, channel: string) {
  const conversation = liaison.conversation(channel);
  onTestFinished(conversation.subscribe(() => {}));
  await until(conversation, ({ isLive }) => isLive);
  return conversation;
}

/** A storage in memory that outlives a client, as `localStorage` outlives a page. */
export function memory(removed: (key: string) => void = () => {}) {
  const texts = new Map<string, string>();
  return {
    get: (key: string) => texts.get(key),
    set: (key: string, text: string) => void texts.set(key, text),
    remove: (key: string) => {
      texts.delete(key);
      removed(key);
    },
    keys: (prefix: string) => [...texts.keys()].filter((key) => key.startsWith(prefix)),
  };
}
