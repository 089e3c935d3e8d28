// The chat of a party about a ticket: its conversation, and who handles it.

import type { Ticket } from "@liaison-chat/client";
import { useEffect } from "react";
import { usePresence } from "../hooks.ts";
import { useLiaison } from "../provider.tsx";
import { type ChatState, useChat } from "./use-chat.ts";

/** What such a chat shows. */
export interface TicketChatState extends ChatState {
  readonly agent: Ticket["agent"];
  /** Undefined: nobody knows, for instance because there is no connection. */
  readonly isAgentOnline: boolean | undefined;
}

/** The name of the channel in which this person talks about a ticket. */
export function channelOf({ brand_agent_channel, creator_agent_channel, stream_channel_id }: Ticket): string {
  return brand_agent_channel ?? creator_agent_channel ?? stream_channel_id;
}

/** The chat of a party about a ticket, live. */
export function useTicketChat(ticket: Ticket): TicketChatState {
  const { id, agent, participants } = ticket;
  const { rest } = useLiaison();
  const chat = useChat(channelOf(ticket), agent.name);
  const isAgentOnline = usePresence(agent.public_id)?.isOnline;
  const { me } = chat;
  const isMember = participants.some(({ public_id }) => public_id === me?.public_id);
  useEffect(() => {
    // The server takes parties in by itself; one that it did not yet take in asks.
    if (me && !isMember) {
      rest
        .call("POST /chat/tickets/{ticket}/join", { path: { ticket: id } }, { isIdempotent: true })
        .catch(() => {});
    }
  }, [rest, me, isMember, id]);
  return { ...chat, agent, isAgentOnline };
}
