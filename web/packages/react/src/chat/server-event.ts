// What happened in a conversation, by the facts of a message of the server: each front end says it in words of its own.

import type { Message, OrderStatus, Participant } from "@liaison-chat/client";
import { isOrderStatus } from "./order-steps.ts";

/** An event whose facts are known. */
export type ServerEvent =
  | { readonly event: "order_status"; readonly to: OrderStatus }
  | { readonly event: "ticket_status"; readonly to: string }
  /** Somebody came, went, or took the case over. */
  | { readonly event: "joined" | "left" | "reassigned" | "session_assigned"; readonly name: string }
  | { readonly event: "assistant_greeting"; readonly organisation: string }
  | { readonly event: SessionEvent };

/** What a live chat says of itself, without more to it. */
const SESSION_EVENTS = [
  "assistant_hands_over",
  "assistant_nobody_free",
  "assistant_message_kept",
  "session_queued",
  "session_ended",
] as const;

type SessionEvent = (typeof SESSION_EVENTS)[number];

/** The event that a message tells of; undefined when the server's own text is all there is. */
export function serverEventOf(
  { action_data }: Pick<Message, "action_data">,
  people: readonly Pick<Participant, "public_id" | "name">[],
): ServerEvent | undefined {
  const { event, to, user_id, agent_id, agent_name, organisation } = action_data ?? {};
  if (event === "order_status") return isOrderStatus(to) ? { event, to } : undefined;
  if (event === "ticket_status") return { event, to: String(to) };
  if (event === "assistant_greeting") return { event, organisation: String(organisation ?? "") };
  if (event === "session_assigned") return { event, name: String(agent_name) };
  const ofSession = SESSION_EVENTS.find((one) => one === event);
  if (ofSession) return { event: ofSession };
  if (event !== "joined" && event !== "left" && event !== "reassigned") return undefined;
  const who = event === "reassigned" ? agent_id : user_id;
  const name = people.find(({ public_id }) => public_id === who)?.name;
  return name ? { event, name } : undefined;
}
