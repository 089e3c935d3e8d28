// Somebody, as a sign.

import type { ReactNode } from "react";

/** Which side somebody stands on. It gives the colour. */
export type AvatarSide = "brand" | "creator" | "customer" | "staff" | "system";

/** The first letters of up to two words of a name. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s.@_-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => [...(word ?? "")].find((sign) => /[\p{L}\p{N}]/u.test(sign)) ?? "").join("");
}

/** The initials of somebody, with a dot when it is known whether the person is there. */
export function Avatar({
  name,
  side = "staff",
  size = "m",
  presence,
}: {
  readonly name: string;
  readonly side?: AvatarSide;
  readonly size?: "s" | "m" | "l";
  readonly presence?: "online" | "available" | "busy" | "away" | "offline" | undefined;
}): ReactNode {
  return (
    <span className="lia-avatar" data-side={side} data-size={size} aria-hidden="true">
      {/* In Arabic two letters would else be drawn as a word. */}
      {[...initialsOf(name)].join("\u200c") || "?"}
      {presence ? <span className="lia-presence" data-presence={presence} /> : null}
    </span>
  );
}
