// Tickets as staff list them, kept true while somebody looks.

import type { Deps } from "../conversation/follower.ts";
import type { Routes, Ticket } from "../rest/api.gen.ts";
import { RefreshingList } from "./refreshing.ts";

/** Which tickets, in which order. `view` is `assigned` when absent; `mentioned` are those with a note that mentions the
 * caller; `all` is for admins. */
export type TicketQuery = Omit<
  NonNullable<Routes["GET /crm/tickets/my"]["query"]>,
  "limit" | "offset" | "view" | "status" | "priority"
> & {
  readonly view?: "assigned" | "overview" | "mentioned" | "all";
  /** One status or several, with commas between them. */
  readonly status?: string;
  /** One priority or several, with commas between them. */
  readonly priority?: string;
  readonly team?: string;
  /** Only tickets with messages that the caller has not read. */
  readonly unread?: boolean;
  /** Only tickets in which a party waits for an answer. */
  readonly waiting?: boolean;
  /** Only tickets that are snoozed, or that are not. */
  readonly snoozed?: boolean;
  /** Only tickets that have one of these labels: ids with commas between them. */
  readonly label?: string;
};

type Stretch = NonNullable<Routes["GET /crm/tickets"]["query"]>;

/** The tickets that a member of staff asks for. Live while subscribed to. */
export function ticketList(
  liaison: Deps,
  { view = "assigned", ...query }: TicketQuery = {},
): RefreshingList<Ticket> {
  const { connection, rest } = liaison;
  return new RefreshingList<Ticket>(liaison, {
    key: ({ id }) => id,
    load: (page, limit) => {
      const stretch = { ...query, limit, offset: (page - 1) * limit } as Stretch;
      return view === "all"
        ? rest.call("GET /crm/tickets", { query: stretch })
        : rest.call("GET /crm/tickets/my", { query: { ...stretch, view } });
    },
    watch: (outdated) => [
      connection.on("ticket_updated", outdated),
      connection.on("notification", outdated),
      connection.on("new_message", outdated),
      // The last message may be the one that was changed: what was deleted must not go on being shown.
      connection.on("message_updated", outdated),
      connection.on("message_deleted", outdated),
      // Also our own reading, here or elsewhere.
      connection.on("message_seen", outdated),
      // What is said to colleagues is told in these words only; of the own tickets the notifications tell.
      ...(view === "assigned" ? [] : [connection.on("ticket_activity", outdated)]),
    ],
  });
}

/** Which ticket: its own number, or its order's. */
export type TicketRef = number | { readonly orderId: number };

/** One ticket, as a list of one. Live while subscribed to. */
export function ticketOf(liaison: Deps, which: TicketRef): RefreshingList<Ticket> {
  const { connection, rest } = liaison;
  const read = () =>
    typeof which === "number"
      ? rest.call("GET /crm/tickets/{id}", { path: { id: which } })
      : rest.call("GET /crm/tickets/order/{order}", { path: { order: which.orderId } });
  return new RefreshingList<Ticket>(liaison, {
    key: (ticket) => ticket.id,
    load: async () => ({ items: [await read()], total: 1 }),
    watch: (outdated, list) => {
      const isIn = (conversation: string) =>
        list.get().items.some(({ channels }) => channels.some((channel) => channel.id === conversation));
      const changed = ({ conversation_id }: { conversation_id: string }) => {
        if (isIn(conversation_id)) outdated();
      };
      return [
        connection.on("ticket_updated", ({ ticket_id, status, priority, order_status }) => {
          if (ticket_id !== (typeof which === "number" ? which : list.get().items[0]?.id)) return;
          // What the event says is shown at once; the rest is read.
          list.change(ticket_id, (ticket) => ({
            ...ticket,
            status: status ?? ticket.status,
            priority: priority ?? ticket.priority,
            order: { ...ticket.order, status: order_status ?? ticket.order?.status },
          }));
          outdated();
        }),
        connection.on("notification", ({ data }) => "seq" in data && changed(data)),
        connection.on("new_message", changed),
        connection.on("message_updated", changed),
        connection.on("message_deleted", changed),
      ];
    },
  });
}
