// Everything that a chat shows, whatever it is about, in one place and without a screen: browsers and phones draw the same.

import type {
  ConversationStore,
  LiaisonError,
  Message,
  Participant,
  PendingMessage,
  Person,
  UploadedFile,
} from "@liaison-chat/client";
import { useMemo, useRef } from "react";
import { useConversation, useMe } from "../hooks.ts";

/** A message of the log, or one on its way there. */
export type ShownMessage = Message & { readonly pending?: PendingMessage };

/** What a chat shows, and what one can do in it. */
export interface ChatState {
  readonly store: ConversationStore;
  readonly status: "loading" | "ready" | "refused";
  readonly error: LiaisonError | undefined;
  readonly me: Person | undefined;
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

/** A conversation as a chat, live. `unnamed` is what those are called who type and are not among its participants. */
export function useChat(conversation: string, unnamed = ""): ChatState {
  const me = useMe();
  const { store, ...shown } = useConversation(conversation);
  const uploaded = useRef(new Map<string, UploadedFile>());

  const messages = useMemo(
    () => [...shown.messages, ...shown.pending.map((one) => asMessage(one, me, uploaded.current))],
    [shown.messages, shown.pending, me],
  );
  const typing = shown.typing
    .filter((who) => who !== me?.public_id)
    .map((who) => shown.participants.find(({ public_id }) => public_id === who)?.name ?? unnamed)
    .filter((name) => name !== "");
  const seenSeq = Math.max(
    0,
    ...Object.entries(shown.readBy).map(([who, seq]) => (who === me?.public_id ? 0 : seq)),
  );
  return {
    store,
    status: shown.status,
    error: shown.error,
    me,
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
