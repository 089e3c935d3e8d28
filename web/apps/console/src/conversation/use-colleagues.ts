// Who works here, for giving a ticket away and for seeing who has how much to do.

import type { AgentStatus, Colleague } from "@liaison-chat/client";
import { useQuery } from "@tanstack/react-query";
import { useConsole } from "../auth/console-context.tsx";

/** Under what it is kept. */
export const COLLEAGUES = ["colleagues"];

/** Whether somebody is there, and for what. */
export function presenceOf({ is_online, agent_status }: Colleague): AgentStatus {
  return is_online ? agent_status : "offline";
}

/** Who is there and free comes first, then who has the least to do. */
export function byRoom(one: Colleague, other: Colleague): number {
  const rank = (colleague: Colleague) => (presenceOf(colleague) === "available" ? 0 : 1);
  const share = ({ load, capacity }: Colleague) => load / (capacity || 1);
  return rank(one) - rank(other) || share(one) - share(other) || one.name.localeCompare(other.name);
}

/** Everybody who works here now; asked for when it is wanted, and again from time to time where somebody looks on. */
export function useColleagues({
  refetchInterval,
  isWanted = true,
}: {
  readonly refetchInterval?: number;
  readonly isWanted?: boolean;
} = {}) {
  const { liaison } = useConsole();
  return useQuery({
    queryKey: COLLEAGUES,
    queryFn: async () => (await liaison.rest.call("GET /crm/agents", {})).items,
    enabled: isWanted,
    ...(refetchInterval ? { refetchInterval } : {}),
  });
}
