// Names of CSS classes, joined.

/** The names that are there, with a space between them. */
export function classNames(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
