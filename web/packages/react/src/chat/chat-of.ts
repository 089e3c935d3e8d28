// Which chat a component is about.

import type { TicketRef } from "@liaison-chat/client";

/** A ticket's chat, named by the ticket or by its order. */
export interface ChatOf {
  readonly ticketId?: number | string | undefined;
  readonly orderId?: number | string | undefined;
}

/** Which ticket somebody means. */
export function refOf({ ticketId, orderId }: ChatOf): TicketRef {
  return ticketId === undefined ? { orderId: Number(orderId) } : Number(ticketId);
}
