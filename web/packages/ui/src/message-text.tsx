// The words of a message: as they were written, with addresses that can be followed.

import type { ReactNode } from "react";

/** A piece of a text: words, an address, or a phrase that is to stand out. */
export type Piece =
  | { readonly text: string }
  | { readonly text: string; readonly href: string }
  | { readonly text: string; readonly isMarked: true };

/** Addresses as people write them; a full stop or bracket at the end belongs to the sentence. */
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"']+[^\s<>"'.,;:!?)\]}»”]/giu;

/** Cuts a text into words, addresses, and those of the phrases that are in it, whatever the case of their letters. */
export function piecesOf(text: string, phrases: readonly string[] = []): Piece[] {
  return addressesIn(text).flatMap((piece) => ("href" in piece ? [piece] : markedIn(piece.text, phrases)));
}

/** The longest phrase that fits counts. */
function markedIn(text: string, phrases: readonly string[]): Piece[] {
  if (phrases.length === 0) return [{ text }];
  const escaped = [...phrases]
    .sort((one, other) => other.length - one.length)
    .map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`(${escaped.join("|")})(?![\\p{L}\\p{N}])`, "giu");
  // What was caught stands at every second place.
  return text
    .split(pattern)
    .map((part, index) => (index % 2 === 1 ? { text: part, isMarked: true as const } : { text: part }))
    .filter(({ text: part }) => part !== "");
}

function addressesIn(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const found = match[0];
    const href = /^www\./i.test(found) ? `https://${found}` : found;
    // What no browser can read is no address.
    if (!URL.canParse(href)) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: found, href });
    end = match.index + found.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** The words of a message. Phrases in `marked` stand out. */
export function MessageText({
  text,
  marked,
}: {
  readonly text: string;
  readonly marked?: readonly string[];
}): ReactNode {
  return (
    <p className="lia-message-text" dir="auto">
      {piecesOf(text, marked).map((piece, index) =>
        "isMarked" in piece ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never move.
          <strong key={index} className="lia-mention">
            {piece.text}
          </strong>
        ) : "href" in piece ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never move.
          <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow ugc">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </p>
  );
}
