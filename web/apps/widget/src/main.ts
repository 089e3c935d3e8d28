// The beginning: `Liaison(command, …)` becomes real, and what the page asked for before is done now.

import { accountOf } from "./account.ts";
import { api, type Settings } from "./widget.tsx";

type Command = keyof typeof api;
type Call = (command: Command, ...facts: unknown[]) => unknown;
type Stub = Call & { q?: ArrayLike<unknown>[] };

/** One page has one chat, whichever loader was first, and however often a page brings its scripts again. */
const ONLY = Symbol.for("liaison-chat");

const page = globalThis as unknown as { Liaison?: Stub; liaisonSettings?: Settings; [ONLY]?: Stub };

const call: Call = (command, ...facts) => (api[command] as (...facts: unknown[]) => unknown)(...facts);
const isFirst = !page[ONLY];
const only = page[ONLY] ?? (Object.assign(call, api) as Stub);
page[ONLY] = only;
let booted: Settings | undefined;

/** Takes the place for commands, and does what waits there. The loader calls it each time that it runs. */
export function take(): void {
  // An element with that id is no place for commands, whatever fields it has.
  const waiting = (typeof page.Liaison === "function" && page.Liaison.q) || [];
  const settings = page.liaisonSettings;
  page.Liaison = only;
  if (isFirst && settings && settings !== booted) {
    if (booted) follow(booted, settings);
    else api.boot(settings);
    booted = settings;
  }
  for (const facts of waiting) {
    try {
      only(...([...(facts as unknown[])] as [Command]));
    } catch (error) {
      // One that fails must not take the others with it.
      reportError(error);
    }
  }
}

/** The page brought its settings again, as part of a new content: the chat goes on, with what is new in them. */
function follow(before: Settings, now: Settings): void {
  const { token, ...rest } = now;
  api.update({ ticketId: undefined, orderId: undefined, ...rest } as Settings);
  if (whose(token) !== whose(before.token)) api.identify(token);
}

/** Each page view may have a token of its own; the person is the same. */
const whose = (token: Settings["token"]) => (typeof token === "string" ? accountOf(token.trim()) : "");

take();
