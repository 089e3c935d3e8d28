// Values as JSON, whatever the page has done to the prototypes.

/**
 * Like `JSON.stringify`, without `toJSON`: old libraries put one on the prototype of arrays, which makes a text of each
 * array within what is sent.
 */
export function toJson(value: unknown): string {
  // `this` is the holder, which has the value as it was before any `toJSON`.
  return JSON.stringify(value, function (this: Record<string, unknown>, key) {
    return this[key];
  });
}
