// What was begun and not sent, as long as the application runs: a form or another screen may take a field's place.

const texts = new Map<string, string>();

/** What was begun under a name. */
export const begunText = (name: string): string => texts.get(name) ?? "";

/** Keeps it; an empty text is forgotten. */
export function keepBegun(name: string, text: string): void {
  if (text === "") texts.delete(name);
  else texts.set(name, text);
}
