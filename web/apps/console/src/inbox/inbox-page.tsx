// The inbox: the list at one side, a ticket beside it; on a phone one of both.

import { Outlet, useParams, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { useTexts } from "../texts/texts.ts";
import { InboxContext } from "./inbox-context.ts";
import { InboxHead } from "./inbox-head.tsx";
import { queryOf, readSearch } from "./inbox-search.ts";
import { TicketList } from "./ticket-list.tsx";
import { useInbox } from "./use-inbox.ts";

/** The inbox. */
export function InboxPage(): ReactNode {
  const texts = useTexts();
  // The router keeps what it does not know; here only what can be meant is taken.
  const search = useSearch({ from: "/inbox", select: readSearch });
  const { ticket } = useParams({ strict: false });
  const { me } = useConsole();
  const inbox = useInbox(queryOf(search, me));
  return (
    <InboxContext value={inbox.items}>
      <main className="flex h-full min-w-0">
        <section
          aria-label={texts.inbox.title}
          className={`flex h-full flex-none flex-col border-line bg-surface max-md:w-full md:w-[300px] md:border-e lg:w-[340px] ${ticket === undefined ? "" : "max-md:hidden"}`}
        >
          <InboxHead search={search} total={inbox.status === "loading" ? undefined : inbox.total} />
          <TicketList inbox={inbox} search={search} open={ticket} />
        </section>
        <div className={`h-full min-w-0 flex-1 ${ticket === undefined ? "max-md:hidden" : ""}`}>
          <Outlet />
        </div>
      </main>
    </InboxContext>
  );
}
