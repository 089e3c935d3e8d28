// Who may act on a ticket that someone else handles: the server's rule, so that nothing forbidden looks allowed.

import type { Me, Ticket } from "@liaison-chat/client";
import { isAtLeast } from "../auth/console-context.tsx";

/** Whether the person may change it, and reply, without taking it over. */
export function mayActOn(me: Pick<Me, "user_type" | "team">, { team }: Pick<Ticket, "team">): boolean {
  if (isAtLeast(me, "supervisor")) return true;
  return me.user_type === "team_lead" && Boolean(me.team) && me.team === team;
}
