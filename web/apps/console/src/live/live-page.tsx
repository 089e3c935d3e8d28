// What happens right now: who works on what, who waits longest.

import type { Colleague } from "@liaison-chat/client";
import { useLiaison } from "@liaison-chat/react";
import { Avatar, Empty, Skeleton, shortAge, useNow } from "@liaison-chat/ui";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { COLLEAGUES, presenceOf, useColleagues } from "../conversation/use-colleagues.ts";
import type { CaseQuery } from "../inbox/case-rules.ts";
import { PRIORITIES } from "../inbox/inbox-search.ts";
import { useCaseCounts } from "../inbox/use-case-counts.ts";
import { type Inbox, useCases } from "../inbox/use-cases.ts";
import { Asked, Page, Sheet } from "../parts/page.tsx";
import { useLocale, useTexts } from "../texts/texts.ts";
import { PriorityIcon } from "../ticket/signs.tsx";

/** Events tell of most changes; what they do not tell is seen after so long. */
const GLANCE_MS = 10_000;
const ROWS = 12;

/** The live page. */
export function LivePage(): ReactNode {
  const texts = useTexts();
  const agents = useColleagues({ refetchInterval: GLANCE_MS });
  useFreshAgents();
  const waiting = useWaiting();
  return (
    <Page title={texts.live.title} lead={texts.live.lead}>
      <Numbers agents={agents.data} waiting={waiting} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Asked query={agents}>{(colleagues) => <Loads agents={colleagues} />}</Asked>
        <WaitingTickets waiting={waiting} />
      </div>
    </Page>
  );
}

function useFreshAgents(): void {
  const liaison = useLiaison();
  const queries = useQueryClient();
  useEffect(() => {
    const outdated = () => void queries.invalidateQueries({ queryKey: COLLEAGUES });
    const { connection } = liaison;
    const stops = [
      connection.on("ticket_updated", outdated),
      connection.on("user_status_change", outdated),
      connection.on("user_offline", outdated),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [liaison, queries]);
}

/** Whoever waits, in whatever case: the longest first. */
function useWaiting(): Inbox {
  return useCases(WAITING);
}

const WAITING: CaseQuery = { view: "everyone", waiting: true, sort: "turn" };

function Numbers({
  agents,
  waiting: { items: waiting, hasMore },
}: {
  readonly agents: readonly Colleague[] | undefined;
  readonly waiting: Inbox;
}) {
  const texts = useTexts();
  const locale = useLocale();
  const now = useNow();
  const counts = useCaseCounts().data;
  const since = waiting[0]?.turn.since ?? undefined;
  const count = new Intl.NumberFormat(locale).format(waiting.length);
  const present = agents?.filter((agent) => presenceOf(agent) === "available") ?? [];
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Figure name={texts.live.open} value={counts?.everyone} />
      <Figure name={texts.live.waiting} value={hasMore ? `${count}+` : count} isLoud={waiting.length > 0} />
      <Figure
        name={texts.live.longest}
        value={since && shortAge(Date.parse(since), now, locale)}
        isLoud={since !== undefined}
      />
      <Figure name={texts.live.present} value={agents && `${present.length} / ${agents.length}`} />
    </dl>
  );
}

function Figure({
  name,
  value,
  isLoud = false,
}: {
  readonly name: string;
  readonly value: string | number | undefined;
  readonly isLoud?: boolean;
}) {
  const locale = useLocale();
  return (
    <div className="flex flex-col-reverse rounded-lg border border-line bg-raised px-4 py-3 shadow-s">
      <dt className="text-sm text-muted">{name}</dt>
      <dd
        className={`text-[26px] leading-9 font-semibold tracking-tight tabular-nums ${isLoud ? "text-warn" : ""}`}
      >
        {typeof value === "number" ? new Intl.NumberFormat(locale).format(value) : (value ?? "–")}
      </dd>
    </div>
  );
}

function Loads({ agents }: { readonly agents: readonly Colleague[] }) {
  const texts = useTexts();
  const most = Math.max(1, ...agents.map(({ load, capacity }) => Math.max(load, capacity)));
  return (
    <Sheet title={texts.live.loads}>
      {agents.length === 0 ? <Empty icon="people" title={texts.live.noAgents} /> : null}
      <p className="flex flex-wrap gap-x-4 gap-y-1 border-b border-line px-4 py-2 text-sm text-muted">
        <span className="flex items-center gap-1.5">
          <span className="size-2 rounded-full bg-warn" />
          {texts.live.waiting}
        </span>
        <span className="flex items-center gap-1.5">
          <span className="size-2 rounded-full bg-accent" />
          {texts.live.answered}
        </span>
      </p>
      <ul className="flex flex-col gap-1 p-3">
        {[...agents]
          .sort((one, other) => other.load - one.load)
          .map((agent) => (
            <li key={agent.id} className="flex items-center gap-3 px-1 py-1">
              <Avatar name={agent.name} presence={presenceOf(agent)} />
              <div className="min-w-0 flex-1">
                <p className="flex items-baseline gap-2">
                  <span className="min-w-0 flex-1 truncate font-medium">{agent.name}</span>
                  <span className="text-sm text-muted">{texts.you.statuses[presenceOf(agent)]}</span>
                </p>
                <Bar agent={agent} most={most} />
              </div>
              <span className="w-14 flex-none text-end text-sm text-muted tabular-nums">
                {agent.load} / {agent.capacity}
              </span>
            </li>
          ))}
      </ul>
    </Sheet>
  );
}

/** How much of what somebody may have is taken; the waiting part of it stands out. */
function Bar({ agent, most }: { readonly agent: Colleague; readonly most: number }) {
  const texts = useTexts();
  const { name, load, capacity } = agent;
  const share = (value: number) => (100 * value) / most;
  const waiting = Math.min(agent.waiting_tickets, load);
  return (
    <svg
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      className="mt-1 block h-1.5 w-full rtl:-scale-x-100"
      role="img"
      aria-label={texts.live.loadOf(name, load, capacity)}
    >
      <rect width={share(capacity)} height="6" rx="1" fill="var(--lia-surface-sunken)" />
      <rect
        width={share(load)}
        height="6"
        rx="1"
        fill={load > capacity ? "var(--lia-bad-fill)" : "var(--lia-accent)"}
      />
      <rect width={share(waiting)} height="6" rx="1" fill="var(--lia-warn)" />
    </svg>
  );
}

function WaitingTickets({ waiting: { items, status } }: { readonly waiting: Inbox }) {
  const texts = useTexts();
  const locale = useLocale();
  const now = useNow();
  const isReady = status !== "loading";
  const counted = PRIORITIES.map(
    (priority) => [priority, items.filter((item) => item.priority === priority).length] as const,
  );
  return (
    <Sheet title={texts.live.waitingTickets}>
      {isReady ? null : (
        <div className="flex flex-col gap-4 p-4" aria-hidden="true">
          {[64, 48, 56].map((width) => (
            <Skeleton key={width} width={`${width}%`} height={14} />
          ))}
        </div>
      )}
      {isReady && items.length === 0 ? (
        <Empty icon="checks" title={texts.live.nobodyWaits}>
          {texts.live.nobodyWaitsLead}
        </Empty>
      ) : null}
      {items.length > 0 ? (
        <p className="flex flex-wrap gap-x-4 gap-y-1 border-b border-line px-4 py-2 text-sm text-muted">
          {counted.map(([priority, count]) => (
            <span key={priority} className="flex items-center gap-1.5">
              <PriorityIcon priority={priority} />
              {texts.priorities[priority]}{" "}
              <span className="font-semibold text-ink tabular-nums">{count}</span>
            </span>
          ))}
        </p>
      ) : null}
      <ul>
        {items.slice(0, ROWS).map((item) => (
          <li key={item.key} className="border-b border-line last:border-0">
            <Link
              to="/inbox/$case"
              params={{ case: item.key }}
              className="flex items-center gap-3 px-4 py-2 -outline-offset-2 hover:bg-hover"
            >
              <PriorityIcon priority={item.priority} label={texts.priorities[item.priority]} />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">
                  <bdi>{item.title}</bdi>
                </span>
                <span className="block truncate text-sm text-muted">
                  {item.parties.map(({ id, name }) => (
                    <span key={id}>
                      <bdi>{name}</bdi> ·{" "}
                    </span>
                  ))}
                  <bdi>{item.agent?.name ?? texts.cases.unassignedCase}</bdi>
                </span>
              </span>
              <span className="flex-none font-semibold text-warn tabular-nums">
                {shortAge(Date.parse(item.turn.since ?? item.created_at), now, locale)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
