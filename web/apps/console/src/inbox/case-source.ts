// Where the cases come from, and what tells of them: the only file here that knows the routes and events of the inbox.

import {
  type CaseRow,
  type InboxCounts,
  type Liaison,
  LiaisonError,
  type Rest,
  type Ticket,
} from "@liaison-chat/client";
import { type CaseRef, readCaseKey } from "./case-key.ts";
import type { CaseQuery, CaseReader } from "./case-rules.ts";
import { CaseList, type CaseSource } from "./case-store.ts";

/** The cases that a member of staff asks for. Live while subscribed to. */
export function caseList(liaison: Liaison, query: CaseQuery, reader: CaseReader): CaseList {
  const { connection, rest } = liaison;
  const source: CaseSource = {
    page(limit, cursor) {
      const { waiting, ...wanted } = query;
      const more = { ...(waiting ? { waiting: "true" } : {}), ...(cursor ? { cursor } : {}) };
      return rest.call("GET /inbox/cases", { query: { ...wanted, ...more, limit } });
    },
    row: (one) => caseRow(rest, one),
    watch: (list) => {
      const outdate = async (channel: string) => {
        const owner = await ownerOf(rest, channel);
        if (owner) list.outdate(owner);
      };
      return [
        connection.on("cases_changed", (told) => list.take(told)),
        // What the caller reads, here or elsewhere, and who mentions the caller, is told to nobody else.
        connection.on("message_seen", ({ conversationId, userId }) => {
          if (userId === reader.public_id) void outdate(conversationId);
        }),
        connection.on("notification", (notice) => {
          if (notice.type === "mention") void outdate(notice.data.conversation_id);
        }),
      ];
    },
  };
  return new CaseList(liaison, source, query, reader);
}

/** One row as the caller sees it; undefined when the case is gone. */
async function caseRow(rest: Rest, { kind, id }: CaseRef): Promise<CaseRow | undefined> {
  try {
    return await rest.call("GET /inbox/cases/{kind}/{id}", { path: { kind, id } });
  } catch (thrown) {
    if (thrown instanceof LiaisonError && thrown.status === 404) return undefined;
    throw thrown;
  }
}

/** The case of a conversation; undefined when it is none that staff work on. */
export async function caseOf(rest: Rest, channel: string): Promise<CaseRef | undefined> {
  const found = await rest.call("GET /chat/channels/{channel}", { path: { channel } });
  if (found.ticket_id) return { kind: "ticket", id: found.ticket_id };
  if (!("kind" in found) || found.kind !== "live_chat") return undefined;
  const session = await rest.call("GET /support/chat/sessions/{id}", { path: { id: found.id } });
  return readCaseKey(session.case_key ?? "");
}

/** Tickets of whomever, done or not, by their title, number and people. */
export async function findTickets(
  rest: Rest,
  words: string,
  signal: AbortSignal,
): Promise<readonly Ticket[]> {
  const query = { view: "overview", q: words, limit: 8 } as const;
  return (await rest.call("GET /crm/tickets/my", { query }, { signal })).items;
}

/** How many open cases each view has. */
export const countCases = (rest: Rest): Promise<InboxCounts> => rest.call("GET /inbox/counts", {});

const owners = new WeakMap<Rest, Map<string, Promise<CaseRef | undefined>>>();

/** Which case a conversation belongs to: asked once for each. */
function ownerOf(rest: Rest, channel: string): Promise<CaseRef | undefined> {
  const known = owners.get(rest) ?? new Map<string, Promise<CaseRef | undefined>>();
  owners.set(rest, known);
  const asked =
    known.get(channel) ??
    caseOf(rest, channel).catch(() => {
      // Not to be seen, or not now: asked again with the next event.
      known.delete(channel);
      return undefined;
    });
  known.set(channel, asked);
  return asked;
}
