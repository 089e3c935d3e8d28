// Where the cases come from: the tickets of the server, read as rows of the inbox. The only file here that knows its routes.

import {
  type Conversation,
  type Liaison,
  LiaisonError,
  type Message,
  type Rest,
  type Ticket,
  type TicketSort,
} from "@liaison-chat/client";
import { type CaseRef, ticketKey } from "./case-key.ts";
import type { CaseQuery, CaseReader, CaseSort, CaseView } from "./case-rules.ts";
import { CaseList, type CaseSource } from "./case-store.ts";
import type { CaseCounts, CaseRow } from "./case-types.ts";

const SORTS: Readonly<Record<CaseSort, TicketSort>> = {
  turn: "waiting_desc",
  newest: "activity_desc",
  created: "created_desc",
  priority: "priority_desc",
};

/** What each view asks of the tickets; nothing, where a ticket is never. */
const VIEWS: Readonly<
  Record<
    CaseView,
    | {
        readonly view: "assigned" | "overview" | "mentioned";
        readonly status?: string;
        readonly snoozed?: boolean;
      }
    | undefined
  >
> = {
  mine: { view: "assigned", status: "open,in_progress", snoozed: false },
  // The ticket of an order always has an agent.
  queue: undefined,
  unassigned: undefined,
  team: { view: "overview", status: "open,in_progress", snoozed: false },
  everyone: { view: "overview", status: "open,in_progress", snoozed: false },
  mentions: { view: "mentioned" },
  snoozed: { view: "assigned", status: "open,in_progress", snoozed: true },
  done: { view: "assigned", status: "resolved,closed" },
};

/** The cases that a member of staff asks for. Live while subscribed to. */
export function caseList(liaison: Liaison, query: CaseQuery, reader: CaseReader): CaseList {
  const { connection, rest } = liaison;
  const source: CaseSource = {
    page: (limit, cursor) => pageOf(rest, query, reader, limit, cursor),
    row: (one) => caseRow(rest, one),
    watch: (list) => {
      const outdate = async (channel: string) => {
        const owner = await ownerOf(rest, channel);
        if (owner) list.outdate(owner);
      };
      return [
        connection.on("ticket_updated", ({ ticket_id }) => list.outdate({ kind: "ticket", id: ticket_id })),
        connection.on("notification", ({ data }) => {
          if ("ticket_id" in data) list.outdate({ kind: "ticket", id: data.ticket_id });
          else void outdate(data.conversation_id);
        }),
        connection.on("new_message", ({ conversation_id }) => void outdate(conversation_id)),
        connection.on("message_updated", ({ conversation_id }) => void outdate(conversation_id)),
        connection.on("message_deleted", ({ conversation_id }) => void outdate(conversation_id)),
        connection.on("message_seen", ({ conversationId, userId }) => {
          if (userId === reader.public_id) void outdate(conversationId);
        }),
        // What is said among others is told without saying where.
        connection.on("ticket_activity", () => {
          if (query.view !== undefined && query.view !== "mine") void list.refresh();
        }),
      ];
    },
  };
  return new CaseList(liaison, source, query, reader);
}

/** One row; undefined when the case is gone. */
export async function caseRow(rest: Rest, { id }: Pick<CaseRef, "id">): Promise<CaseRow | undefined> {
  try {
    return rowOf(await rest.call("GET /crm/tickets/{id}", { path: { id } }));
  } catch (thrown) {
    if (thrown instanceof LiaisonError && thrown.status === 404) return undefined;
    throw thrown;
  }
}

/** Cases of whomever, open or not, by their title, number and people. */
export async function findCases(rest: Rest, words: string, signal: AbortSignal): Promise<CaseRow[]> {
  const query = { view: "overview", q: words, limit: 8 } as const;
  const { items } = await rest.call("GET /crm/tickets/my", { query }, { signal });
  return items.map(rowOf);
}

/** How many open cases each view has. */
export async function countCases(rest: Rest): Promise<CaseCounts> {
  const snoozed = { view: "assigned", status: "open,in_progress", snoozed: true, limit: 1 } as const;
  const [counts, aside] = await Promise.all([
    rest.call("GET /crm/tickets/counts", {}),
    rest.call("GET /crm/tickets/my", { query: snoozed }),
  ]);
  return {
    queue: { count: 0, oldest_at: null },
    mine: counts.mine.open,
    unassigned: 0,
    team: counts.team.open,
    everyone: counts.all.open,
    mentions: counts.mentioned,
    snoozed: aside.total,
    mine_waiting: counts.mine.waiting,
    kinds: [{ kind: "ticket", count: counts.all.open }],
  };
}

async function pageOf(
  rest: Rest,
  { view = "mine", sort = "turn", kind: _, ...filter }: CaseQuery,
  reader: CaseReader,
  limit: number,
  cursor: string | undefined,
) {
  const base = VIEWS[view];
  if (!base) return { items: [], next: null };
  const offset = Number(cursor ?? 0);
  // Whoever looks for words wants whatever fits: done and snoozed cases too.
  const { status, snoozed, ...whose } = base;
  const narrowed = filter.q ? whose : { ...whose, status, snoozed };
  const query = {
    ...narrowed,
    ...filter,
    ...(view === "team" && reader.team ? { team: reader.team } : {}),
    sort: SORTS[sort],
    limit,
    offset,
  };
  const said = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  const { items, total } = await rest.call("GET /crm/tickets/my", { query: said });
  const end = offset + items.length;
  return { items: items.map(rowOf), next: end < total && items.length > 0 ? String(end) : null };
}

const owners = new WeakMap<Rest, Map<string, Promise<CaseRef | undefined>>>();

/** Which case a conversation belongs to: asked once for each. */
function ownerOf(rest: Rest, channel: string): Promise<CaseRef | undefined> {
  const known = owners.get(rest) ?? new Map<string, Promise<CaseRef | undefined>>();
  owners.set(rest, known);
  const asked =
    known.get(channel) ??
    rest.call("GET /chat/channels/{channel}", { path: { channel } }).then(
      ({ ticket_id }) => (ticket_id ? ({ kind: "ticket", id: ticket_id } as const) : undefined),
      () => {
        // Not to be seen, or not now: asked again with the next event.
        known.delete(channel);
        return undefined;
      },
    );
  known.set(channel, asked);
  return asked;
}

const PARTY_SIDES = { brand_agent: "brand", creator_agent: "creator" } as const;

/** A ticket as a row. */
function rowOf(ticket: Ticket): CaseRow {
  const { id, order, status, priority, agent, team, snoozed } = ticket;
  const isOpen = status === "open" || status === "in_progress";
  const party = (side: "brand" | "creator") => {
    const person = order[side];
    return person ? [{ id: person.id, name: person.name, side }] : [];
  };
  const conversations = ticket.channels.flatMap((channel) => {
    const side = PARTY_SIDES[channel.channel_type as keyof typeof PARTY_SIDES];
    return side ? [{ side, channel }] : [];
  });
  return {
    kind: "ticket",
    id,
    key: ticketKey(id),
    title: order.title,
    parties: [...party("brand"), ...party("creator")],
    agent,
    team: team ?? null,
    status,
    is_open: isOpen,
    priority,
    turn: isOpen ? turnOf(conversations) : NOBODY,
    last: lastOf(conversations),
    unread: ticket.unread,
    mentions: ticket.mentions,
    labels: ticket.labels?.map((label) => label.id) ?? [],
    snoozed_until: snoozed?.until ?? null,
    is_snoozed: Boolean(snoozed),
    created_at: ticket.created_at,
    updated_at: ticket.updated_at,
  };
}

type Talk = { readonly side: "brand" | "creator"; readonly channel: Conversation };

const NOBODY: CaseRow["turn"] = { of: "nobody", who: null, since: null };

const wordsIn = ({ channel: { last_message } }: Talk): Message | undefined =>
  last_message && last_message.message_type !== "system" ? last_message : undefined;

function turnOf(talks: readonly Talk[]): CaseRow["turn"] {
  const [waiting] = talks
    .filter(({ channel }) => channel.waiting_since)
    .sort((one, other) =>
      String(one.channel.waiting_since).localeCompare(String(other.channel.waiting_since)),
    );
  if (waiting) return { of: "us", who: waiting.side, since: waiting.channel.waiting_since ?? null };
  const [newest] = byNewest(talks);
  const words = newest && wordsIn(newest);
  return words ? { of: newest.side, who: null, since: words.created_at } : NOBODY;
}

const byNewest = (talks: readonly Talk[]): Talk[] =>
  [...talks].sort((one, other) =>
    (wordsIn(other)?.created_at ?? "").localeCompare(wordsIn(one)?.created_at ?? ""),
  );

function lastOf(talks: readonly Talk[]): NonNullable<CaseRow["last"]> | null {
  const [newest] = byNewest(talks);
  const words = newest && wordsIn(newest);
  if (!words) return null;
  const { public_id, name } = words.sender;
  const isStaff = public_id.startsWith("agent-");
  return {
    side: isStaff ? "staff" : newest.side,
    name,
    person_id: isStaff ? Number(public_id.slice("agent-".length)) || null : null,
    text: words.deleted_at ? "" : words.text || (words.attachments[0]?.name ?? ""),
    at: words.created_at,
  };
}
