// The committed types are those of the committed description.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generate } from "../../scripts/generate-api.mjs";
import { generateEvents } from "../../scripts/generate-events.mjs";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

test("api.gen.ts is fresh: else run `cargo xtask gen`", () => {
  expect(read("../../src/rest/api.gen.ts")).toBe(generate(read("../../../../../docs/openapi.json")));
});

test("events.gen.ts is fresh: else run `cargo xtask gen`", () => {
  const [events, rest] = ["asyncapi", "openapi"].map((name) => read(`../../../../../docs/${name}.json`));
  expect(read("../../src/events.gen.ts")).toBe(generateEvents(events, rest));
});

test("a route becomes its path, its query, its body and its answer", () => {
  const description = {
    components: {
      schemas: { A_B: { type: "object", required: ["x"], properties: { x: { type: ["string", "null"] } } } },
    },
    paths: {
      "/things/{id}": {
        put: {
          summary: "Changes it.",
          parameters: [
            { name: "id", in: "path", required: true, schema: { type: "integer" } },
            { name: "q", in: "query", schema: { $ref: "#/components/schemas/Missing" } },
          ],
          requestBody: { required: true, content: { "application/json": { schema: { enum: ["a", "b"] } } } },
          responses: {
            200: { content: { "application/json": { schema: { $ref: "#/components/schemas/A_B" } } } },
            204: {},
            404: { content: { "application/json": { schema: {} } } },
          },
        },
      },
    },
  };
  expect(generate(JSON.stringify(description)).split("\n").slice(2).join("\n")).toBe(`export type AB = {
  x: string | null;
};

/** Every REST call by method and path: what it takes, what it answers. */
export interface Routes {
  /** Changes it. */
  "PUT /things/{id}": {
    path: {
      id: number;
    };
    query?: {
      q?: unknown;
    };
    body: "a" | "b";
    answer: AB | undefined;
  };
}
`);
});
