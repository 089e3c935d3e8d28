// What a live chat is called among people.

/** `S-12`. */
export const sessionReference = (id: number): string => `S-${id}`;
