// Entries of the activity log, in the reader's language.

import type { Activity, ActivityAction } from "@liaison-chat/client";
import { expect, test } from "vitest";
import { actionText, factTexts, subjectText } from "../../src/admin/action-text.ts";
import { german } from "../../src/texts/german.ts";

const staff = new Map([[3, "Maya"]]);
const facts = (action: ActivityAction, details: Activity["details"]) =>
  factTexts(
    {
      id: 1,
      actor: "agent-1",
      action,
      subject_kind: "ticket",
      subject_id: "7",
      details,
      at: "2026-03-01T12:00:00Z",
      hash: "00",
    },
    staff,
    german,
    "de",
  );

test("actions, subjects and details have names; what is not known keeps the server's", () => {
  expect(actionText("ticket.reassigned", german)).toBe("Neu zugewiesen");
  expect(actionText("deal.paid_out", german)).toBe("Deal paid out");
  expect(subjectText("api_key", german)).toBe("API-Schlüssel");
  expect(subjectText("deal", german)).toBe("Deal");
});

test("values are those the page has elsewhere", () => {
  expect(facts("ticket.status", { from: "open", to: "in_progress" })).toEqual([
    ["Von", "Offen"],
    ["Nach", "In Bearbeitung"],
  ]);
  expect(facts("ticket.priority", { to: "urgent" })).toEqual([["Nach", "Dringend"]]);
  expect(facts("ticket.reassigned", { from: 3, to: 9 })).toEqual([
    ["Von", "Maya"],
    ["Nach", "9"],
  ]);
  expect(facts("label.created", { color: "orange" })).toEqual([["Farbe", "Orange"]]);
  expect(facts("staff.created", { role: "team_lead" })).toEqual([["Rolle", "Teamleitung"]]);
  expect(facts("ticket.snoozed", { until: "2026-03-02T08:30:00Z" })[0]?.[1]).toContain("2026");
});

test("everything else is in a line, with short ids", () => {
  const id = "01a1ff40-ae78-778d-bad6-3d8ec74c7c2f";
  expect(facts("message.relayed", { from: { conversation_id: id, seq: 4 } })).toEqual([
    ["Von", "Unterhaltung …4c7c2f, Position 4"],
  ]);
  expect(facts("settings.changed", { changed: ["masking_patterns"], team: null })).toEqual([
    ["Geändert", "Masking patterns"],
    ["Team", "–"],
  ]);
});
