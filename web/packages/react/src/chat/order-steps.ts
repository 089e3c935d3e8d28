// How far an order is, as steps that people see.

import type { OrderStatus } from "@liaison-chat/client";

/** The usual way of an order. */
const WAY = [
  "awaiting_requirements",
  "in_progress",
  "delivered",
  "completed",
] as const satisfies OrderStatus[];

const ALL = [...WAY, "revision_requested", "cancelled"] as const satisfies OrderStatus[];

/** Whether something is a status that we know. */
export function isOrderStatus(value: unknown): value is OrderStatus {
  return ALL.includes(value as OrderStatus);
}

/** The steps, and which of them the order has reached. A revision is work again; a cancelled order has no steps. */
export function stepsOf(status: OrderStatus): { readonly done: number; readonly of: number } {
  const at = status === "revision_requested" ? 1 : (WAY as readonly string[]).indexOf(status);
  return { done: at + 1, of: WAY.length };
}

/** Which form the brand may fill in now. */
export function formFor(status: OrderStatus): "requirements" | "revision" | undefined {
  if (status === "awaiting_requirements") return "requirements";
  return status === "in_progress" || status === "delivered" || status === "revision_requested"
    ? "revision"
    : undefined;
}
