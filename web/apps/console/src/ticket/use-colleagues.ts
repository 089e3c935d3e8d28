// Who else could handle a ticket, as far as this person may know.

import type { AgentStatus, Staff, UserType } from "@liaison-chat/client";
import { useQuery } from "@tanstack/react-query";
import { isAtLeast, useConsole } from "../session/console-context.tsx";

/** Somebody who could handle a ticket. */
export interface Colleague {
  readonly id: number;
  readonly name: string;
  /** Tickets the person has: all of them when `capacity` is known, else those that the viewer sees. */
  readonly load: number;
  readonly capacity?: number;
  readonly role?: UserType;
  readonly team?: string | null;
  readonly presence?: AgentStatus;
}

/** Who is there and free comes first, then who has the least to do. */
export function byRoom(one: Colleague, other: Colleague): number {
  const rank = ({ presence }: Colleague) => (presence === "available" ? 0 : 1);
  const share = ({ load, capacity }: Colleague) => load / (capacity || 1);
  return rank(one) - rank(other) || share(one) - share(other) || one.name.localeCompare(other.name);
}

/** Those who handle these tickets. */
export function handlersOf(tickets: readonly { agent: { id: number; name: string } }[]): Colleague[] {
  const known = new Map<number, Colleague>();
  for (const { agent } of tickets) {
    known.set(agent.id, { id: agent.id, name: agent.name, load: (known.get(agent.id)?.load ?? 0) + 1 });
  }
  return [...known.values()];
}

function fromAgent({ id, name, load, capacity, role, team, is_online, agent_status }: Staff): Colleague {
  const presence = is_online ? agent_status : "offline";
  return { id, name, load, capacity, role, team: team ?? null, presence };
}

/** Administrators know everybody. The others know who handles the tickets that they may see. */
export function useColleagues() {
  const { liaison, me } = useConsole();
  const isAdmin = isAtLeast(me, "admin");
  return useQuery({
    queryKey: ["colleagues", isAdmin],
    queryFn: async (): Promise<Colleague[]> => {
      if (isAdmin) {
        const { items } = await liaison.rest.call("GET /admin/agents", {});
        return items
          .filter(({ active }) => active)
          .map(fromAgent)
          .sort(byRoom);
      }
      const query = { view: "overview", limit: 100 } as const;
      const { items } = await liaison.rest.call("GET /crm/tickets/my", { query });
      return handlersOf(items).sort(byRoom);
    },
  });
}
