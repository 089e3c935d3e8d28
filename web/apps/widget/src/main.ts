// The beginning: `Liaison(command, …)` becomes real, and what the page asked for before is done now.

import { api } from "./widget.tsx";

type Command = keyof typeof api;
type Call = (command: Command, ...facts: unknown[]) => unknown;
type Stub = Call & { q?: IArguments[] };

const page = globalThis as unknown as { Liaison?: Stub; liaisonSettings?: Parameters<typeof api.boot>[0] };

const call: Call = (command, ...facts) => (api[command] as (...facts: unknown[]) => unknown)(...facts);
const waiting = page.Liaison?.q ?? [];
page.Liaison = Object.assign(call, api) as Stub;
if (page.liaisonSettings) api.boot(page.liaisonSettings);
for (const facts of waiting) call(...(Array.from(facts) as [Command]));
