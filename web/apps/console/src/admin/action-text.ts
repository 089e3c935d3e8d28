// An entry of the activity log in the reader's language. What the console does not know keeps the server's name.

import type { Activity } from "@liaison-chat/client";
import { fullTime } from "@liaison-chat/ui";
import { nameOf } from "../parts/facts.tsx";
import type { Texts } from "../texts/english.ts";

/** Letters of an id such as `01a1ff40-ae78-778d-bad6-3d8ec74c7c2f`. */
const ID_LENGTH = 36;

/** Names of something, by what the server calls it. */
type Words = Readonly<Record<string, string>>;

/** The word for what the server calls so. */
const wordIn = (words: Words, name: string): string => words[name] ?? nameOf(name.replaceAll(".", " "));

/** What was done. */
export const actionText = (action: string, { activity }: Texts): string => wordIn(activity.actions, action);

/** What it was done to. */
export const subjectText = (kind: string, { activity }: Texts): string => wordIn(activity.subjects, kind);

/** The details of an action, each with its name. `staff` gives names to the numbers of members of staff. */
export function factTexts(
  { action, details }: Activity,
  staff: ReadonlyMap<number, string>,
  texts: Texts,
  locale: string,
): readonly (readonly [name: string, value: string])[] {
  const names = texts.activity.facts;
  const meaning = meaningOf(action, staff, texts, locale);
  return Object.entries(details ?? {}).map(([key, value]) => [
    wordIn(names, key),
    meaning(key, value) ?? plain(value, names),
  ]);
}

/** What a value of such an action stands for, where it is more than itself. */
function meaningOf(
  action: string,
  staff: ReadonlyMap<number, string>,
  texts: Texts,
  locale: string,
): (key: string, value: unknown) => string | undefined {
  const roles: Words = texts.roles;
  const colors: Words = texts.labels.colors;
  const changes: Readonly<Record<string, Words>> = {
    "ticket.status": texts.statuses,
    "ticket.priority": texts.priorities,
  };
  return (key, value) => {
    if (key === "role") return roles[String(value)];
    if (key === "color") return colors[String(value)];
    if (key === "until" && typeof value === "string") return fullTime(Date.parse(value), locale);
    if (action === "ticket.reassigned" && typeof value === "number") return staff.get(value);
    return changes[action]?.[String(value)];
  };
}

/** A value in a line. */
function plain(value: unknown, names: Words): string {
  if (Array.isArray(value)) return value.map((item) => plain(item, names)).join(", ") || "–";
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .map(([key, inner]) => `${wordIn(names, key)} ${plain(inner, names)}`)
      .join(", ");
  }
  const text = String(value ?? "–");
  if (/^[a-z]+_[a-z_]+$/.test(text)) return nameOf(text);
  return isId(text) ? shortened(text) : text;
}

/** Whether this is an id, which nobody reads. */
export const isId = (text: string): boolean => text.length === ID_LENGTH && text.split("-").length === 5;

/** The last letters: ids that were made in one moment begin alike. */
export const shortened = (id: string): string => `…${id.slice(-6)}`;
