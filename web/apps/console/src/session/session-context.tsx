// Beside a live chat: who it is with, how far it is, and who handles it.

import type { Session } from "@liaison-chat/client";
import { usePresence } from "@liaison-chat/react";
import { Avatar, fullTime } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { useLocale, useTexts } from "../texts/texts.ts";
import { Part } from "../ticket/part.tsx";

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
        <Line name={texts.inbox.status}>{texts.session.statuses[status]}</Line>
        <Line name={texts.cases.columns.agent}>
          <bdi>{agent?.name ?? texts.cases.unassignedCase}</bdi>
        </Line>
        <Line name={texts.session.started}>{time(created_at)}</Line>
        {ended_at ? <Line name={texts.session.endedAt}>{time(ended_at)}</Line> : null}
      </Part>
    </section>
  );
}

/** As what somebody comes. */
export const roleOf = (type: Session["user"]["user_type"], texts: ReturnType<typeof useTexts>): string =>
  type === "customer" ? texts.roles.customer : texts.roles.visitor;

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-center gap-2">
      <span className="w-20 flex-none text-muted">{name}</span>
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </div>
  );
}
