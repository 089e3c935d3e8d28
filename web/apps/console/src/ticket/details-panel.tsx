// What there is to know of a ticket: the order, the people, the forms, and why this agent handles it.

import type { Participant, Person, Ticket } from "@liaison-chat/client";
import { useConversation, usePresence } from "@liaison-chat/react";
import { filledForm } from "@liaison-chat/react/logic";
import { Avatar, fullTime, Icon, RelativeTime } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { cards } from "../conversation/cards.ts";
import { Facts } from "../parts/facts.tsx";
import { useLocale, useTexts } from "../texts/texts.ts";
import { AssignmentPart } from "./assignment-part.tsx";
import { OtherCasesOf } from "./other-cases.tsx";
import { Fact, Part } from "./part.tsx";
import { OrderBadge } from "./signs.tsx";

/** An amount as the country of its currency writes it. */
export function money(amount: number, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  // Amounts come in minor units, and not every currency has a hundred of them.
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** The facts of a ticket. */
export function DetailsPanel({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const { order } = ticket;
  return (
    <section
      tabIndex={0}
      aria-label={texts.ticket.details}
      className="min-w-0 flex-1 overflow-y-auto -outline-offset-2"
    >
      <Part title={texts.details.order}>
        <Fact name={texts.details.state}>
          <OrderBadge status={order.status} />
        </Fact>
        <Fact name={texts.details.price}>
          <span className="tabular-nums">{money(order.amount, order.currency, locale)}</span>
        </Fact>
        <Fact name={texts.details.quantity}>{new Intl.NumberFormat(locale).format(order.quantity)}</Fact>
        {order.revision_count > 0 ? <Fact name={texts.details.revisions}>{order.revision_count}</Fact> : null}
        {order.external_id ? <Fact name={texts.details.reference}>{order.external_id}</Fact> : null}
        <Fact name={texts.details.created}>
          <span title={fullTime(Date.parse(order.created_at), locale)}>
            {new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(Date.parse(order.created_at))}
          </span>
        </Fact>
      </Part>
      {order.requirements ? (
        <Part title={texts.details.requirements}>
          <div className="rounded-md bg-subtle px-3 py-2">
            <Facts value={order.requirements} />
          </div>
          <p className="mt-1.5 flex items-center gap-1 text-xs text-muted">
            <Icon name="info" size={12} className="flex-none" />
            {texts.details.requirementsNote}
          </p>
        </Part>
      ) : null}
      <Part title={texts.details.people}>
        <ul className="flex flex-col gap-2">
          {order.brand ? <Somebody person={order.brand} side="brand" /> : null}
          {order.creator ? <Somebody person={order.creator} side="creator" /> : null}
          <Colleague ticket={ticket} />
        </ul>
      </Part>
      <Forms ticket={ticket} />
      <Part title={texts.cases.otherCases}>
        <div className="flex flex-col gap-3">
          {order.brand ? <OtherCasesOf person={order.brand} but={ticket.id} /> : null}
          {order.creator ? <OtherCasesOf person={order.creator} but={ticket.id} /> : null}
        </div>
      </Part>
      <AssignmentPart ticket={ticket} />
    </section>
  );
}

function Somebody({ person, side }: { readonly person: Person; readonly side: "brand" | "creator" }) {
  const texts = useTexts();
  const isOnline = usePresence(person.public_id)?.isOnline ?? false;
  return (
    <li className="flex items-center gap-2.5">
      <Avatar name={person.name} side={side} presence={isOnline ? "online" : "offline"} />
      <span className="min-w-0">
        <span className="block truncate font-medium">
          <bdi>{person.name}</bdi>
        </span>
        <span className="block truncate text-sm text-muted">
          {texts.roles[side]} · {isOnline ? texts.details.online : texts.details.offline}
        </span>
      </span>
    </li>
  );
}

function Colleague({ ticket }: { readonly ticket: Ticket }) {
  const texts = useTexts();
  const locale = useLocale();
  const { agent } = ticket;
  const present = usePresence(agent.public_id);
  const known: Participant | undefined = ticket.participants.find(
    ({ public_id }) => public_id === agent.public_id,
  );
  const isOnline = present?.isOnline ?? known?.is_online ?? false;
  const status = (["available", "busy", "away"] as const).find((one) => one === present?.status);
  return (
    <li className="flex items-center gap-2.5">
      <Avatar name={agent.name} presence={isOnline ? (status ?? "online") : "offline"} />
      <span className="min-w-0">
        <span className="block truncate font-medium">
          <bdi>{agent.name}</bdi>
        </span>
        <span className="block truncate text-sm text-muted">
          {texts.details.handling}
          {known ? (
            <>
              {" · "}
              <RelativeTime at={known.joined_at} locale={locale} />
            </>
          ) : null}
        </span>
      </span>
    </li>
  );
}

function Forms({ ticket }: { readonly ticket: Ticket }) {
  const { brand_agent_channel: brand, creator_agent_channel: creator } = ticket;
  if (!brand || !creator) return null;
  return <FormsOf brand={brand} creator={creator} />;
}

function FormsOf({ brand, creator }: { readonly brand: string; readonly creator: string }) {
  const texts = useTexts();
  const locale = useLocale();
  const messages = [...useConversation(brand).messages, ...useConversation(creator).messages];
  const forms = messages
    .flatMap((message) => {
      const data = message.action_data;
      return data && filledForm(data) ? [{ message, data }] : [];
    })
    .sort((one, other) => other.message.created_at.localeCompare(one.message.created_at));
  return (
    <Part title={texts.details.forms}>
      {forms.length === 0 ? <p className="text-muted">{texts.details.noForms}</p> : null}
      <ul className="flex flex-col gap-2">
        {forms.map(({ message, data }) => (
          <li key={message.id} className="rounded-md bg-subtle px-3 py-2">
            <cards.form data={data} />
            <p className="mt-1 text-xs text-muted">
              <bdi>{message.sender.name}</bdi> · <RelativeTime at={message.created_at} locale={locale} />
            </p>
          </li>
        ))}
      </ul>
    </Part>
  );
}
