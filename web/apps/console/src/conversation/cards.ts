// What messages that are cards are drawn as in the console, each fetched when the first one is there.

import { type Cards, lazily } from "@liaison-chat/react/logic";

/** The cards, by their types. The buttons of the assistant are the party's to press. */
export const cards: Cards = {
  form: lazily(async () => (await import("./form-card.tsx")).FormCard),
  buttons: ({ instead }) => instead,
};
