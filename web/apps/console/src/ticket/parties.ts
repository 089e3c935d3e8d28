// The conversations of a ticket with its parties: who they are, where they are, and what they look like. The only place that
// knows that there are two.

import type { ChannelType, Ticket } from "@liaison-chat/client";
import type { PaneConversation } from "../conversation/conversation-pane.tsx";
import type { Tone } from "../conversation/tone.ts";
import type { Texts } from "../texts/english.ts";

/** A conversation with a party. */
export interface PartyConversation extends Omit<PaneConversation, "channel"> {
  /** Undefined when the ticket has none. */
  readonly channel: string | undefined;
  readonly pane: ChannelType;
  readonly tone: Tone;
  readonly unread: number;
}

/** Both of them: the brand's first. */
export function partiesOf(
  { id, order, channels, brand_agent_channel, creator_agent_channel }: Ticket,
  texts: Texts,
): readonly [PartyConversation, PartyConversation] {
  const conversationWith = (
    pane: ChannelType,
    tone: Tone,
    channel: string | null | undefined,
    party: Ticket["order"]["brand"],
  ): PartyConversation => ({
    of: { kind: "ticket", id },
    channel: channel ?? undefined,
    pane,
    tone,
    name: party?.name ?? texts.ticket.panes[pane],
    role: texts.ticket.panes[pane],
    party: party?.public_id,
    unread: channels.find(({ channel_type }) => channel_type === pane)?.unread ?? 0,
  });
  return [
    conversationWith("brand_agent", "brand", brand_agent_channel, order.brand),
    conversationWith("creator_agent", "creator", creator_agent_channel, order.creator),
  ];
}
