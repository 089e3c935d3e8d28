// Why somebody has a ticket, in the reader's language.

import { expect, test } from "vitest";
import { english } from "../../src/texts/english.ts";
import { german } from "../../src/texts/german.ts";
import { reasonText, refusalText } from "../../src/ticket/why.ts";

test("reasons are said with their figures, and a decision of a person is said by its name alone", () => {
  expect(reasonText({ code: "has_room", load: 1, capacity: 5 }, german)).toBe(
    "Verfügbar, verbunden und mit Platz: 1 von 5 offen",
  );
  expect(reasonText({ code: "least_loaded", eligible: 3 }, german)).toBe(
    "Hat von 3 möglichen die wenigsten offenen Tickets",
  );
  expect(reasonText({ code: "nobody_eligible" }, english)).toContain("fewest open tickets");
  expect(reasonText({ code: "decided" }, german)).toBeUndefined();
});

test("refusals use the words that roles and states have elsewhere", () => {
  expect(refusalText({ code: "role", role: "team_lead" }, german)).toBe("Kein Agent: Teamleitung");
  expect(refusalText({ code: "status", status: "away" }, german)).toBe("Abwesend");
  expect(refusalText({ code: "lacks_skill", skill: "refunds" }, german)).toBe(
    "Es fehlt die Fähigkeit refunds",
  );
});

test("a sentence of earlier stays as it was written", () => {
  expect(reasonText({ code: "said", text: "least loaded of 2" }, german)).toBe("least loaded of 2");
  expect(refusalText({ code: "said", text: "is away" }, german)).toBe("is away");
});
