// What the server says in a conversation, in the reader's language.

import { expect, test } from "vitest";
import { eventText } from "../../src/conversation/event-text.ts";
import { german } from "../../src/texts/german.ts";

const people = [{ public_id: "brand-1", name: "Maya" }];
const said = (action_data: Record<string, unknown>) =>
  eventText({ text: "Something happened.", action_data }, people, german);

test("events whose facts are known are said in the reader's language", () => {
  expect(said({ event: "order_status", to: "delivered" })).toBe("Auftrag: Geliefert");
  expect(said({ event: "ticket_status", to: "resolved" })).toBe("Status: Gelöst");
  expect(said({ event: "joined", user_id: "brand-1" })).toBe("Maya ist der Unterhaltung beigetreten.");
  expect(said({ event: "reassigned", agent_id: "brand-1" })).toBe("Bearbeitet von Maya");
});

test("others keep the server's own text", () => {
  expect(said({ event: "welcome" })).toBe("Something happened.");
  expect(said({ event: "left", user_id: "creator-9" })).toBe("Something happened.");
  expect(said({ event: "order_status", to: "lost" })).toBe("Something happened.");
});
