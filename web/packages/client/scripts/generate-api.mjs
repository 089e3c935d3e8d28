// Writes src/rest/api.gen.ts: the types of every REST call, from the server's own description.
//
// `--check` writes nothing and fails when the file is stale. A generator of our own, because those of others need
// the compiler interface that TypeScript 7 no longer has.

import { readFileSync, writeFileSync } from "node:fs";

const DESCRIPTION = new URL("../../../../docs/openapi.json", import.meta.url);
const GENERATED = new URL("../src/rest/api.gen.ts", import.meta.url);

const METHODS = ["get", "post", "put", "patch", "delete"];

/** The schemas that the description in work has, and may name. */
let known = new Set();

/** From now on these schemas may be named. */
export function know(names) {
  known = new Set(names);
}

/** The whole generated file, from the text of an OpenAPI 3.1 description. */
export function generate(text) {
  const api = JSON.parse(text);
  know(Object.keys(api.components.schemas));
  const schemas = Object.entries(api.components.schemas);
  const routes = Object.entries(api.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => route(method, path, item[method])),
  );
  const types = schemas.map(declaration);
  return `// Generated from docs/openapi.json by \`npm run generate\`. Do not edit.

${types.join("\n\n")}

/** Every REST call by method and path: what it takes, what it answers. */
export interface Routes {
${routes.join("\n")}
}
`;
}

/** The exported type of a named schema. */
export function declaration([name, schema]) {
  return `${comment(schema.description, "")}export type ${typeName(name)} = ${type(schema, "")};`;
}

function route(method, path, operation) {
  const parameters = operation.parameters ?? [];
  const fields = ["path", "query"].flatMap((place) => {
    const own = parameters.filter((parameter) => parameter.in === place);
    if (own.length === 0) return [];
    const inner = own.map((parameter) =>
      field(parameter.name, parameter.schema, parameter.required, parameter.description, "      "),
    );
    const optional = own.some((parameter) => parameter.required) ? "" : "?";
    return [`    ${place}${optional}: {\n${inner.join("\n")}\n    };`];
  });
  const content = operation.requestBody?.content ?? {};
  if (content["application/json"]) {
    const schema = content["application/json"].schema;
    const optional = operation.requestBody.required ? "" : "?";
    fields.push(`    body${optional}: ${type(schema, "    ")};`);
  } else if (content["multipart/form-data"]) {
    fields.push("    form: unknown;");
  }
  fields.push(`    answer: ${answer(operation.responses)};`);
  const about = operation.summary ?? operation.description;
  return `${comment(about, "  ")}  "${method.toUpperCase()} ${path}": {\n${fields.join("\n")}\n  };`;
}

function answer(responses) {
  const good = Object.entries(responses).filter(([status]) => status.startsWith("2"));
  const types = good.map(([, { content }]) => {
    if (!content) return "undefined";
    const json = content["application/json"];
    return json ? type(json.schema, "    ") : "unknown";
  });
  return [...new Set(types)].join(" | ");
}

export function type(schema, indent) {
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1);
    // A description that names what it does not describe says nothing of it.
    return known.has(name) ? typeName(name) : "unknown";
  }
  for (const [key, joint] of [
    ["oneOf", " | "],
    ["anyOf", " | "],
    ["allOf", " & "],
  ]) {
    if (schema[key]) return schema[key].map((part) => grouped(type(part, indent))).join(joint);
  }
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (Array.isArray(schema.type)) {
    return schema.type.map((one) => type({ ...schema, type: one }, indent)).join(" | ");
  }
  switch (schema.type) {
    case "string":
      return "string";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "null":
      return "null";
    case "array":
      return `${grouped(type(schema.items, indent))}[]`;
    case "object":
      return object(schema, indent);
    case undefined:
      return "unknown";
    default:
      throw new Error(`a type that the generator does not know: ${schema.type}`);
  }
}

function object(schema, indent) {
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0) {
    const values = schema.additionalProperties;
    return `Record<string, ${values?.type || values?.$ref ? type(values, indent) : "unknown"}>`;
  }
  const deeper = `${indent}  `;
  const required = new Set(schema.required);
  const fields = properties.map(([name, property]) =>
    field(name, property, required.has(name), property.description, deeper),
  );
  return `{\n${fields.join("\n")}\n${indent}}`;
}

function field(name, schema, required, description, indent) {
  const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
  return `${comment(description, indent)}${indent}${key}${required ? "" : "?"}: ${type(schema, indent)};`;
}

function grouped(text) {
  return text.includes(" | ") && !text.startsWith("{") ? `(${text})` : text;
}

export function typeName(name) {
  return name.replaceAll("_", "");
}

export function comment(text, indent) {
  return text
    ? `${indent}/** ${text
        .replaceAll("*/", "* /")
        .replace(/\s*\n\s*/g, " ")
        .trim()} */\n`
    : "";
}

// Run as a program, not when a test takes `generate` from it.
if (process.argv[1] && import.meta.url.endsWith(process.argv[1].split("/").at(-1))) {
  const fresh = generate(readFileSync(DESCRIPTION, "utf8"));
  if (!process.argv.includes("--check")) writeFileSync(GENERATED, fresh);
  else if (readFileSync(GENERATED, "utf8") !== fresh)
    throw new Error("api.gen.ts is stale: run `npm run generate`");
}
