// Whose turn it is in each conversation of a ticket: someone waits for us there, or we wait for them.

import type { Ticket } from "@liaison-chat/client";

/** The turn in one conversation. */
export interface PartyTurn {
  readonly side: "brand" | "creator";
  readonly isOurs: boolean;
  readonly since: string;
}

const SIDES = { brand_agent: "brand", creator_agent: "creator" } as const;

/** Ours first, then the longest. Done tickets are nobody's turn, and so is a conversation in which no person spoke. */
export function turnsOf({ channels, status }: Pick<Ticket, "channels" | "status">): PartyTurn[] {
  if (status === "resolved" || status === "closed") return [];
  return channels
    .flatMap(({ channel_type, waiting_since, last_message }): PartyTurn[] => {
      const side = SIDES[channel_type as keyof typeof SIDES];
      if (!side) return [];
      if (waiting_since) return [{ side, isOurs: true, since: waiting_since }];
      if (!last_message || last_message.message_type === "system") return [];
      return [{ side, isOurs: false, since: last_message.created_at }];
    })
    .sort((one, other) => Number(other.isOurs) - Number(one.isOurs) || one.since.localeCompare(other.since));
}
