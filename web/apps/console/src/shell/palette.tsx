// Ctrl+K: every page, every command, every ticket and message by a few letters.

import type { FoundMessage, Mark } from "@liaison-chat/client";
import { Avatar, type AvatarSide, Icon, type IconName, RelativeTime, Spinner } from "@liaison-chat/ui";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { type ReactNode, useDeferredValue, useState } from "react";
import { isAtLeast, useConsole } from "../auth/console-context.tsx";
import { hashOf, type Sought } from "../conversation/sought.ts";
import { PAGES } from "../pages.ts";
import { Dialog } from "../parts/dialog.tsx";
import { preferences } from "../preferences/preferences.ts";
import { reasonOf, useLocale, useTexts } from "../texts/texts.ts";
import { StatusSign } from "../ticket/signs.tsx";
import { stretches } from "./excerpt.ts";
import { openOverlay } from "./overlays.ts";
import { AGENT_STATUSES, useAgentStatus } from "./use-agent-status.ts";

const AUTHOR_SIDES: Readonly<Record<string, AvatarSide>> = {
  brand: "brand",
  creator: "creator",
  agent: "staff",
};

/** Fewer letters fit too much. */
const LEAST = 2;

/** The palette. */
export function Palette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const texts = useTexts();
  const { me } = useConsole();
  const navigate = useNavigate();
  const [, setStatus] = useAgentStatus();
  const [words, setWords] = useState("");
  const asked = useDeferredValue(words.trim());
  const tickets = useTickets(asked);
  const messages = useMessages(asked);
  const isSearching = asked.length >= LEAST && (tickets.isFetching || messages.isFetching);

  const then = (run: () => unknown) => () => {
    onClose();
    run();
  };
  const open = (ticket: number, at?: Sought) =>
    then(() =>
      navigate({ to: "/inbox/$ticket", params: { ticket }, search: true, hash: at ? hashOf(at) : "" }),
    );
  const fits = (label: string) => label.toLocaleLowerCase().includes(words.trim().toLocaleLowerCase());
  const pages = PAGES.filter(({ name, from }) => isAtLeast(me, from) && fits(texts.navigation[name]));
  const commands = [
    ...AGENT_STATUSES.map((status) => ({
      key: `status-${status}`,
      icon: "user" as IconName,
      label: texts.palette.status(texts.you.statuses[status]),
      run: () => setStatus(status),
    })),
    ...(["system", "light", "dark"] as const).map((theme) => ({
      key: `theme-${theme}`,
      icon: (theme === "dark" ? "moon" : theme === "light" ? "sun" : "system") as IconName,
      label: texts.palette.theme(texts.preferences.themes[theme]),
      run: () => preferences.change({ theme }),
    })),
    {
      key: "help",
      icon: "keyboard" as IconName,
      label: texts.navigation.help,
      run: () => openOverlay("help"),
    },
  ].filter(({ label }) => fits(label));

  return (
    <Dialog title={texts.palette.title} isTitleHidden width={600} onClose={onClose}>
      <Command label={texts.palette.title} shouldFilter={false} loop className="flex min-h-0 flex-col">
        <div className="flex flex-none items-center gap-2 border-b border-line px-4">
          {isSearching ? <Spinner size={16} /> : <Icon name="search" className="text-muted" />}
          <Command.Input
            data-first
            value={words}
            onValueChange={setWords}
            placeholder={texts.palette.placeholder}
            className="h-12 min-w-0 flex-1 bg-transparent text-xl outline-none placeholder:text-faint"
          />
        </div>
        <Command.List className="max-h-[min(420px,60dvh)] overflow-y-auto p-1.5">
          {isSearching ? null : (
            <Command.Empty className="p-6 text-center text-muted">{texts.palette.none}</Command.Empty>
          )}
          {tickets.data?.length ? (
            <Group title={texts.palette.tickets}>
              {tickets.data.map((ticket) => (
                <Command.Item
                  key={ticket.id}
                  value={`ticket-${ticket.id}`}
                  className="menu-item"
                  onSelect={open(ticket.id)}
                >
                  <StatusSign status={ticket.status} label={texts.statuses[ticket.status]} />
                  <span className="min-w-0 flex-1 truncate">
                    <bdi>{ticket.order.title}</bdi>{" "}
                    <span className="text-muted">
                      <bdi>{ticket.order.brand?.name}</bdi> · <bdi>{ticket.order.creator?.name}</bdi>
                    </span>
                  </span>
                  <span className="text-sm text-muted tabular-nums">{texts.ticket.number(ticket.id)}</span>
                </Command.Item>
              ))}
            </Group>
          ) : null}
          {messages.data?.length ? (
            <Group title={texts.palette.messages}>
              {messages.data.map((found) => (
                <Message key={found.message_id} found={found} onSelect={placeOf(found, open) ?? onClose} />
              ))}
            </Group>
          ) : null}
          {messages.error && asked.length >= LEAST ? (
            <p className="px-2 py-1.5 text-sm text-warn" role="status">
              {texts.joined.pair(texts.palette.messages, reasonOf(messages.error, texts))}
            </p>
          ) : null}
          {pages.length > 0 ? (
            <Group title={texts.palette.goTo}>
              {pages.map(({ path, icon, name }) => (
                <Command.Item
                  key={path}
                  value={path}
                  className="menu-item"
                  onSelect={then(() => navigate({ to: path }))}
                >
                  <Icon name={icon} className="text-muted" />
                  {texts.navigation[name]}
                </Command.Item>
              ))}
            </Group>
          ) : null}
          {commands.length > 0 ? (
            <Group title={texts.palette.doThis}>
              {commands.map(({ key, icon, label, run }) => (
                <Command.Item key={key} value={key} className="menu-item" onSelect={then(run)}>
                  <Icon name={icon} className="text-muted" />
                  {label}
                </Command.Item>
              ))}
            </Group>
          ) : null}
        </Command.List>
      </Command>
    </Dialog>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Command.Group heading={<span className="panel-title block px-2 pt-2 pb-1">{title}</span>}>
      {children}
    </Command.Group>
  );
}

function useTickets(words: string) {
  const { liaison } = useConsole();
  return useQuery({
    queryKey: ["palette-tickets", words],
    queryFn: async ({ signal }) => {
      const query = { view: "overview", q: words, limit: 8 } as const;
      const page = await liaison.rest.call("GET /crm/tickets/my", { query }, { signal });
      return page.items;
    },
    enabled: words.length >= LEAST,
    placeholderData: (before) => (words.length >= LEAST ? before : undefined),
  });
}

function useMessages(words: string) {
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

function Message({ found, onSelect }: { readonly found: FoundMessage; readonly onSelect: () => void }) {
  const texts = useTexts();
  const locale = useLocale();
  const author = found.author.name;
  return (
    <Command.Item value={`message-${found.message_id}`} className="menu-item" onSelect={onSelect}>
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
    </Command.Item>
  );
}

/** What leads there, for a message of a ticket. */
function placeOf(
  { ticket_id, channel_type, seq }: FoundMessage,
  open: (ticket: number, at: Sought) => () => void,
): (() => void) | undefined {
  return ticket_id && channel_type ? open(ticket_id, { pane: channel_type, seq }) : undefined;
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
