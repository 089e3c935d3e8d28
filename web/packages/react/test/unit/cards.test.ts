// Which messages are cards, and of which type.

import { expect, test } from "vitest";
import { cardOf } from "../../src/chat/cards.ts";

test("a message is a card by its facts", () => {
  const data = { form_type: "revision", fields: {} };
  expect(cardOf({ action_data: data })).toEqual({ type: "form", data });
});

test("other messages are none, nor is what was deleted", () => {
  expect(cardOf({})).toBeUndefined();
  expect(cardOf({ action_data: { event: "joined" } })).toBeUndefined();
  expect(
    cardOf({ action_data: { form_type: "revision" }, deleted_at: "2026-11-30T00:00:00Z" }),
  ).toBeUndefined();
});
