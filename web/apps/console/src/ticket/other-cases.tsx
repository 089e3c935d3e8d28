// What else there was with this brand and this creator.

import type { Person } from "@liaison-chat/client";
import { RelativeTime } from "@liaison-chat/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { ticketKey } from "../inbox/case-key.ts";
import { useLocale, useTexts } from "../texts/texts.ts";
import { StatusSign } from "./signs.tsx";

/** As many as one looks over. */
const SHOWN = 4;

/** The cases of one person, but for the one that is open. */
export function OtherCasesOf({ person, but }: { readonly person: Person; readonly but: number }): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const { liaison } = useConsole();
  const { data } = useQuery({
    queryKey: ["tickets-of", person.public_id],
    queryFn: () =>
      liaison.rest.call("GET /crm/tickets/my", {
        query: { view: "overview", party: person.public_id, sort: "created_desc", limit: SHOWN + 1 },
      }),
    staleTime: 60_000,
  });
  if (!data) return null;
  const others = data.items.filter(({ id }) => id !== but).slice(0, SHOWN);
  return (
    <div>
      <p className="text-sm text-muted">
        <bdi>{person.name}</bdi> · {texts.inbox.total(data.total)}
      </p>
      <ul>
        {others.map(({ id, status, order, created_at }) => (
          <li key={id}>
            <Link
              to="/inbox/$case"
              params={{ case: ticketKey(id) }}
              search
              className="-mx-2 flex min-h-8 items-center gap-2 rounded-md px-2 -outline-offset-2 hover:bg-sunken"
            >
              <StatusSign status={status} label={texts.statuses[status]} />
              <span dir="auto" className="cut-at-its-end min-w-0 flex-1">
                {order.title}
              </span>
              <span className="flex-none text-xs text-faint tabular-nums">
                <RelativeTime at={created_at} locale={locale} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
