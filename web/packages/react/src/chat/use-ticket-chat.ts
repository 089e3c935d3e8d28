// Everything that a party's chat shows, in one place and without a screen: browsers and phones draw the same.

import type {
  ConversationStore,
  LiaisonError,
  Message,
  Participant,
  PendingMessage,
  Person,
  Ticket,
  UploadedFile,
} from "@liaison-chat/client";
import { useEffect, useMemo, useRef } from "react";
import { useConversation, useMe, usePresence } from "../hooks.ts";
import { useLiaison } from "../provider.tsx";

/** A message of the log, or one on its way there. */
export type ShownMessage = Message & { readonly pending?: PendingMessage };

/** What a chat shows, and what one can do in it. */
export interface TicketChatState {
  readonly store: ConversationStore;
  readonly status: "loading" | "ready" | "refused";
  readonly error: LiaisonError | undefined;
  readonly me: Person | undefined;
  readonly agent: Ticket["agent"];
  /** Undefined: nobody knows, for instance because there is no connection. */
  readonly isAgentOnline: boolean | undefined;
  readonly isFrozen: boolean;
  readonly isLive: boolean;
  /** The log with what is on its way behind it. */
  readonly messages: readonly ShownMessage[];
  readonly participants: readonly Participant[];
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  /** How many messages wait for a connection. */
  readonly waiting: number;
  /** Names of those who type. */
  readonly typing: readonly string[];
  /** How far the other side has read. */
  readonly seenSeq: number;
  /** Sends a text with files uploaded before. */
  readonly send: (text: string, files: readonly UploadedFile[]) => void;
}

/** The name of the channel in which this person talks about a ticket. */
export function channelOf({ brand_agent_channel, creator_agent_channel, stream_channel_id }: Ticket): string {
  return brand_agent_channel ?? creator_agent_channel ?? stream_channel_id;
}

/** The chat of a party about a ticket, live. */
export function useTicketChat(ticket: Ticket): TicketChatState {
  const liaison = useLiaison();
  const me = useMe();
  const { store, ...shown } = useConversation(channelOf(ticket));
  const isAgentOnline = usePresence(ticket.agent.public_id)?.isOnline;
  const uploaded = useRef(new Map<string, UploadedFile>());

  const isMember = ticket.participants.some(({ public_id }) => public_id === me?.public_id);
  useEffect(() => {
    // The server takes parties in by itself; one that it did not yet take in asks.
    if (me && !isMember) {
      const path = { ticket: ticket.id };
      liaison.rest.call("POST /chat/tickets/{ticket}/join", { path }, { isIdempotent: true }).catch(() => {});
    }
  }, [liaison, me, isMember, ticket.id]);

  const messages = useMemo(
    () => [...shown.messages, ...shown.pending.map((one) => asMessage(one, me, uploaded.current))],
    [shown.messages, shown.pending, me],
  );
  const typing = shown.typing
    .filter((who) => who !== me?.public_id)
    .map((who) => nameOf(who, shown.participants) ?? ticket.agent.name);
  const seenSeq = Math.max(
    0,
    ...Object.entries(shown.readBy).map(([who, seq]) => (who === me?.public_id ? 0 : seq)),
  );
  return {
    store,
    status: shown.status,
    error: shown.error,
    me,
    agent: ticket.agent,
    isAgentOnline,
    isFrozen: shown.state !== "open",
    isLive: shown.isLive,
    messages,
    participants: shown.participants,
    hasOlder: shown.hasOlder,
    isLoadingOlder: shown.isLoadingOlder,
    waiting: shown.pending.filter(({ status }) => status === "waiting").length,
    typing,
    seenSeq,
    send: (text, files) => {
      for (const file of files) uploaded.current.set(file.id, file);
      store.send({ text, ...(files.length > 0 ? { attachmentIds: files.map(({ id }) => id) } : {}) });
    },
  };
}

function nameOf(who: string, participants: readonly Participant[]): string | undefined {
  return participants.find(({ public_id }) => public_id === who)?.name;
}

/** A message on its way, as it will stand in the log. */
function asMessage(
  pending: PendingMessage,
  me: Person | undefined,
  files: ReadonlyMap<string, UploadedFile>,
): ShownMessage {
  const attachments = (pending.attachmentIds ?? []).flatMap((id) => files.get(id) ?? []);
  return {
    id: pending.clientId,
    client_id: pending.clientId,
    conversation_id: "",
    seq: Number.MAX_SAFE_INTEGER,
    sender: {
      id: me?.id ?? null,
      public_id: me?.public_id ?? "",
      name: me?.name ?? "",
      kind: me?.user_type ?? "",
    },
    sender_role: me?.user_type ?? "",
    message_type: "user_input",
    text: pending.text,
    attachments,
    action_required: false,
    action_completed: false,
    created_at: new Date(pending.createdAt).toISOString(),
    pending,
  };
}
