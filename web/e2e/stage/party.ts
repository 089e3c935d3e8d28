// A party of an order, as its own page would be: connected, looking at its channel.

import { WebSocket } from "ws";
// The sources: nothing has to be built before a test of the pages.
import { type Environment, Liaison } from "../../packages/client/src/index.ts";
import { until } from "../../packages/client/test/stage/seen.ts";

/** Node has no WebSocket of its own before version 22. */
const NODE = { WebSocket: WebSocket as unknown as NonNullable<Environment["WebSocket"]> };

/** A connected party. */
export interface Party {
  readonly liaison: Liaison;
  readonly conversation: ReturnType<Liaison["conversation"]>;
  /** Waits until its channel shows this text. */
  sees(text: string): Promise<unknown>;
  /** The texts it sees now. */
  texts(): string[];
  leave(): void;
}

/** Connects the holder of a token. */
export async function connectAs(url: string, token: string): Promise<Liaison> {
  const liaison = clientOf(url, token);
  liaison.connect();
  await until(liaison.connection.state, ({ name }) => name === "connected");
  return liaison;
}

/** Connects the holder of a token, and opens a channel. */
export async function joinAs(url: string, token: string, channel: string): Promise<Party> {
  const liaison = clientOf(url, token);
  const conversation = liaison.conversation(channel);
  const stop = conversation.subscribe(() => {});
  liaison.connect();
  await until(conversation, ({ isLive }) => isLive);
  return {
    liaison,
    conversation,
    sees: (text) => until(conversation, ({ messages }) => messages.some((message) => message.text === text)),
    texts: () => conversation.get().messages.map(({ text }) => text),
    leave() {
      stop();
      liaison.disconnect();
    },
  };
}

function clientOf(url: string, token: string): Liaison {
  return new Liaison({ url, token: () => token, environment: NODE, backoff: { min: 20, max: 200 } });
}
