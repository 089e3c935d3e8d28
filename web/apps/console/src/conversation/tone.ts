// The colours of a conversation: they say at every place whom one talks to.

/** To one of the parties, or to colleagues only. */
export type Tone = "brand" | "creator" | "customer" | "note";

/** What each tone looks like. */
export const TONES: Readonly<
  Record<
    Tone,
    {
      readonly text: string;
      readonly line: string;
      readonly head: string;
      readonly field: string;
      readonly drop: string;
    }
  >
> = {
  brand: {
    text: "text-brand",
    line: "bg-brand",
    head: "bg-linear-to-b from-brand-soft to-transparent",
    field: "focus-within:border-brand",
    drop: "border-brand text-brand",
  },
  creator: {
    text: "text-creator",
    line: "bg-creator",
    head: "bg-linear-to-b from-creator-soft to-transparent",
    field: "focus-within:border-creator",
    drop: "border-creator text-creator",
  },
  customer: {
    text: "text-accent",
    line: "bg-accent",
    head: "bg-linear-to-b from-accent-soft to-transparent",
    field: "focus-within:border-accent",
    drop: "border-accent text-accent",
  },
  note: {
    text: "text-note",
    line: "bg-note",
    head: "bg-note-soft",
    field: "border-note-line bg-note-soft focus-within:border-note",
    drop: "border-note text-note",
  },
};

/** The side that a message or an avatar is drawn on: notes have none. */
export function sideOf(tone: Tone): Exclude<Tone, "note"> | undefined {
  return tone === "note" ? undefined : tone;
}
