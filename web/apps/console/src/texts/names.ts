// Names of people in sentences.

/**
 * A name, or another foreign word, that does not upset the direction of the sentence around it. Sentences that are
 * written from right to left need it; in the others the words around a name hold their own direction.
 */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

/** Several names as a language lists them. */
export function listed(names: readonly string[], locale: string): string {
  // One alone stands in its sentence as it is; side by side, two of another script would change places.
  const [first, ...others] = names;
  if (first !== undefined && others.length === 0) return first;
  return new Intl.ListFormat(locale).format(names.map(isolated));
}
