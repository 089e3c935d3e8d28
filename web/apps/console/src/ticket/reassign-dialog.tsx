// Giving a ticket to a colleague: who is there, and how much each has to do.

import { Avatar, Banner, Icon, Spinner } from "@liaison-chat/ui";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { type Case, call, type LiveAgent } from "../api/ahead.ts";
import { Dialog } from "../parts/dialog.tsx";
import { useConsole } from "../session/console-context.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";
import type { TicketDeeds } from "./use-ticket-deeds.ts";

/** Who is free comes first. */
function byRoom(one: LiveAgent, other: LiveAgent): number {
  const rank = (agent: LiveAgent) => (agent.agent_status === "available" && agent.is_online ? 0 : 1);
  return rank(one) - rank(other) || one.load / one.capacity - other.load / other.capacity;
}

/** Asks who shall handle it. */
export function ReassignDialog({
  ticket,
  deeds,
  onClose,
}: {
  readonly ticket: Case;
  readonly deeds: TicketDeeds;
  readonly onClose: () => void;
}): ReactNode {
  const texts = useTexts();
  const { liaison } = useConsole();
  const [words, setWords] = useState("");
  const [isBusy, setBusy] = useState(false);
  const { data, error, isPending } = useQuery({
    queryKey: ["agents"],
    queryFn: () => call(liaison, "GET /admin/agents", {}),
  });
  const wanted = words.trim().toLocaleLowerCase();
  const agents = (data?.items ?? [])
    .filter(({ active, name }) => active && name.toLocaleLowerCase().includes(wanted))
    .sort(byRoom);

  async function choose(agent: LiveAgent) {
    setBusy(true);
    if (await deeds.reassign(agent)) onClose();
    else setBusy(false);
  }

  const isDenied = (error as { status?: number } | null)?.status === 403;
  return (
    <Dialog title={texts.ticket.reassignTitle} onClose={onClose} width={420}>
      <div className="px-5 pb-2">
        <input
          type="search"
          className="lia-input"
          aria-label={texts.ticket.reassignSearch}
          placeholder={texts.ticket.reassignSearch}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      {error ? (
        <Banner tone="warn">{isDenied ? texts.ticket.reassignDenied : reasonOf(error, texts)}</Banner>
      ) : null}
      {isPending ? (
        <p className="flex justify-center p-6 text-muted">
          <Spinner />
        </p>
      ) : null}
      <ul className="min-h-0 overflow-y-auto px-3 pb-3">
        {agents.map((agent) => (
          <li key={agent.id}>
            <button
              type="button"
              className="flex w-full items-center gap-3 rounded-md px-2 py-1.5 text-start -outline-offset-2 hover:bg-sunken disabled:opacity-60"
              disabled={isBusy || agent.id === ticket.agent.id}
              onClick={() => void choose(agent)}
            >
              <Avatar name={agent.name} presence={agent.is_online ? agent.agent_status : "offline"} />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{agent.name}</span>
                <span className="block truncate text-sm text-muted">
                  {texts.roles[agent.role]}
                  {agent.team ? ` · ${agent.team}` : ""}
                </span>
              </span>
              {agent.id === ticket.agent.id ? <Icon name="check" className="text-accent" /> : null}
              <span className="text-sm text-muted tabular-nums">
                {texts.ticket.reassignLoad(agent.load, agent.capacity)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
