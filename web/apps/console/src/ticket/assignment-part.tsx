// Why this agent handles a ticket: who was looked at, who was chosen, and what was decided before.

import type { Assignment, Ticket } from "@liaison-chat/client";
import { Badge, Icon, RelativeTime, Spinner } from "@liaison-chat/ui";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { useColleagues } from "../conversation/use-colleagues.ts";
import { reasonOf, useLocale, useTexts } from "../texts/texts.ts";
import { Part } from "./part.tsx";
import { reasonText, refusalText } from "./why.ts";

/** The decision that holds, and on wish those before it. */
export function AssignmentPart({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const texts = useTexts();
  const [isHistory, setHistory] = useState(false);
  return (
    <Part title={texts.details.assignment}>
      {ticket.assignment ? <Shown ticket={ticket} decision={ticket.assignment} /> : null}
      {isHistory ? (
        <History ticket={ticket} />
      ) : (
        <button
          type="button"
          className="mt-2 flex min-h-6 items-center gap-1 font-medium text-accent hover:underline"
          onClick={() => setHistory(true)}
        >
          <Icon name="clock" size={14} />
          {texts.details.history}
        </button>
      )}
    </Part>
  );
}

function Shown({ ticket, decision }: { readonly ticket: Ticket; readonly decision: Assignment }) {
  const texts = useTexts();
  const locale = useLocale();
  const isRule = decision.decided_by === "rule" || decision.decided_by === "system";
  const { data: colleagues = [] } = useColleagues();
  const names = new Map([
    ...colleagues.map(({ id, name }) => [`agent-${id}`, name] as const),
    [decision.agent.public_id, decision.agent.name],
    [ticket.agent.public_id, ticket.agent.name],
    ...ticket.participants.map(({ public_id, name }) => [public_id, name] as const),
  ]);
  const by = names.get(decision.decided_by) ?? texts.details.someone;
  const reasons = decision.reasons
    .map((reason) => reasonText(reason, texts))
    .filter((text) => text !== undefined);
  return (
    <div className="flex flex-col gap-2">
      <p className="flex items-start gap-2">
        <Icon name="route" className="mt-0.5 flex-none text-muted" />
        <span>
          <bdi className="font-medium">{decision.agent.name}</bdi>{" "}
          <span className="text-muted">
            {isRule ? texts.details.assignmentRule : texts.details.assignmentBy(by)}
            {" · "}
            <RelativeTime at={decision.from} locale={locale} />
          </span>
        </span>
      </p>
      {reasons.length > 0 ? (
        <ul className="flex list-disc flex-col gap-0.5 ps-5 text-muted">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ) : null}
      {decision.candidates.length > 0 ? (
        <>
          <p className="panel-title pt-1">{texts.details.candidates}</p>
          <ul className="flex flex-col gap-1.5">
            {decision.candidates.map((candidate) => {
              const id = `agent-${candidate.agent_id}`;
              const name = names.get(id) ?? texts.details.someone;
              const isChosen = id === decision.agent.public_id;
              return (
                <li key={candidate.agent_id} className="flex flex-col">
                  <span className="flex items-center gap-2">
                    <span className="min-w-0 flex-1 truncate">{name}</span>
                    <span className="text-sm text-muted tabular-nums">
                      {texts.details.candidateLoad(candidate.load, candidate.capacity)}
                    </span>
                    {isChosen ? <Badge tone="good">{texts.details.chosen}</Badge> : null}
                    {!isChosen && !candidate.eligible ? <Badge>{texts.details.notEligible}</Badge> : null}
                  </span>
                  {candidate.refused_because?.length ? (
                    <span className="text-sm text-muted">
                      {candidate.refused_because.map((refusal) => refusalText(refusal, texts)).join(" · ")}
                    </span>
                  ) : null}
                </li>
              );
            })}
          </ul>
        </>
      ) : null}
    </div>
  );
}

function History({ ticket }: { readonly ticket: Ticket }) {
  const texts = useTexts();
  const { liaison } = useConsole();
  const { data, error } = useQuery({
    queryKey: ["assignments", ticket.id, ticket.agent.id],
    queryFn: () => liaison.rest.call("GET /crm/tickets/{id}/assignments", { path: { id: ticket.id } }),
  });
  if (error) {
    return (
      <p className="mt-2 text-warn" role="alert">
        {texts.details.historyFailed} {reasonOf(error, texts)}
      </p>
    );
  }
  if (!data) {
    return (
      <p className="mt-2 text-muted">
        <Spinner />
      </p>
    );
  }
  return (
    <ol className="mt-3 flex flex-col gap-3 border-s-2 border-line ps-3">
      {data.items.map((decision) => (
        <li key={decision.from}>
          <Shown ticket={ticket} decision={decision} />
        </li>
      ))}
    </ol>
  );
}
