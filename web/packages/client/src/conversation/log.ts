// The log of one conversation as it is known here: pure. Entries are applied once, in the order of their numbers;
// what comes too early is held back until the gap before it is closed.

import type { Change, LogEntry, Message } from "../rest/api.gen.ts";

/** What is known of a log. Never changed in place: parts that stay the same stay the same objects. */
export interface Log {
  /** Every entry up to here has been applied; undefined before the first page. */
  readonly have: number | undefined;
  /** The greatest number heard of. */
  readonly head: number;
  /** Messages in order, without holes from the first one on, with the text they have now. */
  readonly messages: readonly Message[];
  /** Whether there are messages before the first one. */
  readonly hasOlder: boolean;
  /** Entries beyond a gap, by number. */
  readonly held: ReadonlyMap<number, LogEntry>;
  /** The last change of each changed message, for older pages that were read before it. */
  readonly changes: ReadonlyMap<string, Change>;
}

/** A log of which nothing is known. */
export const UNKNOWN: Log = {
  have: undefined,
  head: 0,
  messages: [],
  hasOlder: false,
  held: new Map(),
  changes: new Map(),
};

/** Whether entries are missing, as far as one can know. */
export function isBehind(log: Log): boolean {
  return log.have !== undefined && log.head > log.have;
}

/**
 * Begins with the newest page. `position` was the end of the log before the page was read: what the page shows
 * beyond it comes again by number, so it is left out here.
 */
export function begin(log: Log, page: readonly LogEntry[], hasOlder: boolean, position: number): Log {
  const messages = page.filter(isMessage).filter((message) => message.seq <= position);
  const begun = { ...UNKNOWN, have: position, head: Math.max(log.head, position), messages, hasOlder };
  return take(begun, [...log.held.values()]);
}

/** Puts older messages before those that are there. */
export function prepend(log: Log, page: readonly LogEntry[], hasOlder: boolean): Log {
  const first = log.messages[0]?.seq ?? Number.POSITIVE_INFINITY;
  const older = page
    .filter(isMessage)
    .filter((message) => message.seq < first)
    .map((message) => {
      const change = log.changes.get(message.id);
      return change ? changed(message, change) : message;
    });
  return { ...log, messages: [...older, ...log.messages], hasOlder };
}

/** Says that the log reaches to `head`, without saying what is there. */
export function hearOf(log: Log, head: number): Log {
  return head > log.head ? { ...log, head } : log;
}

/** Takes entries in any order, any number of times. */
export function take(log: Log, entries: readonly LogEntry[]): Log {
  const held = new Map(log.held);
  let { have, head } = log;
  for (const entry of entries) {
    head = Math.max(head, entry.seq);
    if (have === undefined || entry.seq > have) held.set(entry.seq, entry);
  }
  if (have === undefined) return { ...log, head, held };

  const draft: Draft = { messages: undefined, changes: undefined, log };
  for (let next = held.get(have + 1); next; next = held.get(have + 1)) {
    held.delete(next.seq);
    have = next.seq;
    apply(draft, next);
  }
  if (have === log.have && head === log.head && held.size === log.held.size) return log;
  return {
    ...log,
    have,
    head,
    held,
    messages: draft.messages ?? log.messages,
    changes: draft.changes ?? log.changes,
  };
}

/** Copies that are made when the first entry needs them, not before. */
interface Draft {
  messages: Message[] | undefined;
  changes: Map<string, Change> | undefined;
  readonly log: Log;
}

function apply(draft: Draft, entry: LogEntry): void {
  // The place of something that this person may not read.
  if ("hidden" in entry) return;
  draft.messages ??= [...draft.log.messages];
  if (isMessage(entry)) {
    draft.messages.push(entry);
    return;
  }
  draft.changes ??= new Map(draft.log.changes);
  draft.changes.set(entry.message_id, entry);
  const index = draft.messages.findIndex((message) => message.id === entry.message_id);
  const message = draft.messages[index];
  if (message) draft.messages[index] = changed(message, entry);
}

/** A message after a change of it. A deletion is for ever, whatever comes late. */
function changed(message: Message, { change, text, created_at }: Change): Message {
  if (message.deleted_at) return message;
  if (change === "edit") return { ...message, text, edited_at: created_at };
  const { media_url: _media, action_data: _action, ...rest } = message;
  return { ...rest, text: "", attachments: [], deleted_at: created_at };
}

function isMessage(entry: LogEntry): entry is Message {
  return "sender" in entry;
}
