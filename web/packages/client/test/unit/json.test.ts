// JSON says what the values are, whatever an old library has put on the prototypes.

import { afterEach, expect, test } from "vitest";
import { toJson } from "../../src/json.ts";
import { EVENT, encode } from "../../src/socketio/packet.ts";

const prototypes = [Array.prototype, Object.prototype, String.prototype] as { toJSON?: unknown }[];

afterEach(() => {
  for (const prototype of prototypes) delete prototype.toJSON;
});

test("a `toJSON` on the prototypes changes nothing", () => {
  const value = { list: [1, "two", [3, null]], text: "x", none: undefined, deep: { a: [true] } };
  const plain = JSON.stringify(value);
  for (const prototype of prototypes) prototype.toJSON = () => "spoilt";
  expect(toJson(value)).toBe(plain);
  expect(
    encode({ type: EVENT, namespace: "/", id: undefined, data: ["send_message", { message: ["a"] }] }),
  ).toBe('2["send_message",{"message":["a"]}]');
});
