// What the server finds for the words of the palette: cases and messages.

import type { FoundMessage, Mark, Ticket } from "@liaison-chat/client";
import { Avatar, type AvatarSide, Icon, RelativeTime } from "@liaison-chat/ui";
import { useQuery } from "@tanstack/react-query";
import { Command as Cmdk } from "cmdk";
import type { ReactNode } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { ticketKey } from "../inbox/case-key.ts";
import { findTickets } from "../inbox/case-source.ts";
import { iconOf } from "../kinds.ts";
import { useLocale, useTexts } from "../texts/texts.ts";
import { StatusSign } from "../ticket/signs.tsx";
import { stretches } from "./excerpt.ts";
import { Group } from "./palette-parts.tsx";

const AUTHOR_SIDES: Readonly<Record<string, AvatarSide>> = {
  brand: "brand",
  creator: "creator",
  agent: "staff",
};

/** Fewer letters fit too much. */
export const LEAST = 2;

/** Cases by their title, number and people. */
export function useFoundCases(words: string) {
  const { liaison } = useConsole();
  return useQuery({
    queryKey: ["palette-cases", words],
    queryFn: ({ signal }) => findTickets(liaison.rest, words, signal),
    enabled: words.length >= LEAST,
    placeholderData: (before) => (words.length >= LEAST ? before : undefined),
  });
}

/** Messages by their words. */
export function useFoundMessages(words: string) {
  const { liaison } = useConsole();
  return useQuery({
    queryKey: ["palette-messages", words],
    queryFn: async ({ signal }) => {
      const query = { q: words, limit: 8 };
      const { items } = await liaison.rest.call("GET /search/messages", { query }, { signal });
      return items;
    },
    enabled: words.length >= LEAST,
    placeholderData: (before) => (words.length >= LEAST ? before : undefined),
  });
}

/** The cases that were found. */
export function FoundCases({
  tickets,
  onOpen,
}: {
  readonly tickets: readonly Ticket[] | undefined;
  readonly onOpen: (key: string) => () => void;
}): ReactNode {
  const texts = useTexts();
  if (!tickets?.length) return null;
  return (
    <Group title={texts.palette.tickets}>
      {tickets.map(({ id, order, status }) => (
        <Cmdk.Item key={id} value={ticketKey(id)} className="menu-item" onSelect={onOpen(ticketKey(id))}>
          <Icon name={iconOf("ticket")} className="text-muted" />
          <span className="min-w-0 flex-1 truncate">
            <bdi>{order.title}</bdi>{" "}
            <span className="text-muted">
              <bdi>{order.brand?.name}</bdi> · <bdi>{order.creator?.name}</bdi>
            </span>
          </span>
          <StatusSign status={status} label={texts.statuses[status]} />
          <span className="text-sm text-muted tabular-nums">{texts.ticket.number(id)}</span>
        </Cmdk.Item>
      ))}
    </Group>
  );
}

/** A message that was found. */
export function FoundMessageItem({
  found,
  onSelect,
}: {
  readonly found: FoundMessage;
  readonly onSelect: () => void;
}): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const author = found.author.name;
  return (
    <Cmdk.Item value={`message-${found.message_id}`} className="menu-item" onSelect={onSelect}>
      <Avatar name={author} size="s" side={AUTHOR_SIDES[found.author.kind] ?? "system"} />
      <span className="min-w-0 flex-1 truncate">
        <span className="text-muted">{texts.joined.speaker(author)}</span>{" "}
        <bdi>
          <Marked text={found.excerpt} marks={found.marks} />
        </bdi>
        {found.order_title ? (
          <span className="block truncate text-sm text-muted">
            <bdi>{found.order_title}</bdi>
          </span>
        ) : null}
      </span>
      <span className="text-xs text-faint">
        <RelativeTime at={found.at} locale={locale} />
      </span>
    </Cmdk.Item>
  );
}

function Marked({ text, marks }: { readonly text: string; readonly marks: readonly Mark[] }) {
  return stretches(text, marks).map(({ words, isMarked, at }) =>
    isMarked ? (
      <mark key={at} className="rounded-sm bg-accent-soft text-accent-soft-on">
        {words}
      </mark>
    ) : (
      words
    ),
  );
}
