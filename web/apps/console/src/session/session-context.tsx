// Beside a live chat: who it is with, how far it is, and who handles it.

import type { Session } from "@liaison-chat/client";
import { usePresence } from "@liaison-chat/react";
import { Avatar, fullTime } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { useLocale, useTexts } from "../texts/texts.ts";
import { Fact, Part } from "../ticket/part.tsx";

/** The panel. */
export function SessionContext({ session }: { readonly session: Session }): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const { user, agent, status, created_at, ended_at } = session;
  const isOnline = usePresence(user.public_id)?.isOnline ?? false;
  const time = (at: string) => (
    <span title={fullTime(Date.parse(at), locale)}>
      {new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(Date.parse(at))}
    </span>
  );
  return (
    <section
      tabIndex={0}
      aria-label={texts.ticket.details}
      className="min-w-0 flex-1 overflow-y-auto -outline-offset-2"
    >
      <Part title={texts.cases.person}>
        <div className="flex items-center gap-3 pb-2">
          <Avatar name={user.name} side="customer" size="l" presence={isOnline ? "online" : "offline"} />
          <div className="min-w-0">
            <p className="truncate text-lg font-semibold">
              <bdi>{user.name}</bdi>
            </p>
            <p className="text-sm text-muted">
              {roleOf(user.user_type, texts)} · {isOnline ? texts.details.online : texts.details.offline}
            </p>
          </div>
        </div>
      </Part>
      <Part title={texts.session.about}>
        <Fact name={texts.inbox.status}>{texts.session.statuses[status]}</Fact>
        <Fact name={texts.cases.columns.agent}>
          <bdi>{agent?.name ?? texts.cases.unassignedCase}</bdi>
        </Fact>
        <Fact name={texts.session.started}>{time(created_at)}</Fact>
        {ended_at ? <Fact name={texts.session.endedAt}>{time(ended_at)}</Fact> : null}
      </Part>
    </section>
  );
}

/** As what someone comes. */
export const roleOf = (type: Session["user"]["user_type"], texts: ReturnType<typeof useTexts>): string =>
  type === "customer" ? texts.roles.customer : texts.roles.visitor;
