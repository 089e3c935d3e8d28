// The words of a message: as they were written, with addresses that can be followed.

import type { ReactNode } from "react";

/** A piece of a text. */
export type Piece = { readonly text: string } | { readonly text: string; readonly href: string };

/** Addresses as people write them; a full stop or bracket at the end belongs to the sentence. */
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"']+[^\s<>"'.,;:!?)\]}»”]/giu;

/** Cuts a text into words and addresses. */
export function piecesOf(text: string): Piece[] {
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

/** The words of a message. */
export function MessageText({ text }: { readonly text: string }): ReactNode {
  return (
    <p className="lia-message-text" dir="auto">
      {piecesOf(text).map((piece, index) =>
        "href" in piece ? (
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
