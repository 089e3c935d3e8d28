// Writes src/events.gen.ts: the types of every socket event, from the server's own description. Types that REST calls
// know too are taken from api.gen.ts.
//
// `--check` writes nothing and fails when the file is stale.

import { readFileSync, writeFileSync } from "node:fs";
import { comment, declaration, know, type, typeName } from "./generate-api.mjs";

const EVENTS = new URL("../../../../docs/asyncapi.json", import.meta.url);
const REST = new URL("../../../../docs/openapi.json", import.meta.url);
const GENERATED = new URL("../src/events.gen.ts", import.meta.url);

/** The whole generated file, from the texts of an AsyncAPI 3 and of an OpenAPI 3.1 description. */
export function generateEvents(events, rest) {
  const { components } = JSON.parse(events);
  const shared = JSON.parse(rest).components.schemas;
  know(Object.keys(components.schemas));
  const own = Object.entries(components.schemas).filter(([name]) => !shared[name]);
  for (const [name, schema] of Object.entries(components.schemas)) {
    if (shared[name] && JSON.stringify(shared[name]) !== JSON.stringify(schema))
      throw new Error(`${name} is not the same in both descriptions`);
  }
  const types = own.map(declaration).join("\n\n");
  const maps = [
    table(components, "server", "ServerEvents", "Events of the server by name, with their payloads."),
    table(components, "client", "ClientEvents", "Events of clients by name, with their first argument."),
    table(components, "answer", "Answers", "What client events are answered with, besides `success: true`."),
  ].join("\n\n");
  const named = Object.keys(components.schemas).filter((name) => shared[name]);
  const used = named.filter((name) => new RegExp(`\\b${typeName(name)}\\b`).test(`${types}\n${maps}`));
  const imports = used
    .map(typeName)
    .sort()
    .map((name) => `  ${name},`);
  return `// Generated from docs/asyncapi.json by \`npm run generate\`. Do not edit.

import type {
${imports.join("\n")}
} from "./rest/api.gen.ts";

${types}

${maps}
`;
}

function table(components, from, name, about) {
  const rows = Object.entries(components.messages)
    .filter(([key]) => key.startsWith(`${from}.`))
    .map(([, message]) => {
      const payload = from === "answer" ? message.payload.oneOf[0].allOf[1] : message.payload;
      const meaning = from === "answer" ? undefined : message.summary;
      const key = /^\w+$/.test(message.name) ? message.name : JSON.stringify(message.name);
      return `${comment(meaning, "  ")}  ${key}: ${type(payload, "  ")};`;
    });
  return `${comment(about, "")}export interface ${name} {\n${rows.join("\n")}\n}`;
}

// Run as a program, not when a test takes `generateEvents` from it.
if (process.argv[1] && import.meta.url.endsWith(process.argv[1].split("/").at(-1))) {
  const fresh = generateEvents(readFileSync(EVENTS, "utf8"), readFileSync(REST, "utf8"));
  if (!process.argv.includes("--check")) writeFileSync(GENERATED, fresh);
  else if (readFileSync(GENERATED, "utf8") !== fresh)
    throw new Error("events.gen.ts is stale: run `npm run generate`");
}
