// Carrying a party's message to the other side.

import { LiaisonError, type Message } from "@liaison-chat/client";
import { useConversation } from "@liaison-chat/react";
import { useCallback, useMemo } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { say } from "../parts/toasts.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";

/**
 * Whether a message was carried to the other side and is still there. What the log of the other side shows is known at
 * once; beyond it counts what the server said when the message was read.
 */
export function useIsRelayed(
  otherChannel: string,
  conversation: string | undefined,
): (message: Message) => boolean {
  const { messages } = useConversation(otherChannel);
  const copies = useMemo(() => {
    const found = new Map<number, Message[]>();
    for (const message of messages) {
      const from = message.relayed_from;
      if (!from || from.conversation_id !== conversation) continue;
      found.set(from.seq, [...(found.get(from.seq) ?? []), message]);
    }
    return found;
  }, [messages, conversation]);
  return useCallback(
    ({ seq, relayed_to }) => {
      const known = copies.get(seq) ?? [];
      if (known.some(({ deleted_at }) => !deleted_at)) return true;
      return Boolean(relayed_to) && !known.some((copy) => copy.seq === relayed_to?.seq);
    },
    [copies],
  );
}

/** What is relayed: the message as it is, or with another text or fewer files. */
export interface Relay {
  readonly message: Message;
  readonly text?: string;
  readonly attachments?: readonly string[];
  /** Files that are relayed although something of their maker may remain in them. */
  readonly confirmed?: readonly string[];
}

/** A file that may still say something of its maker, and what. */
export interface FileWithMetadata {
  readonly id: string;
  readonly remains: readonly string[];
}

/** What came of it: done, failed (and said), or files that have to be confirmed first. */
export type RelayOutcome = "done" | "failed" | readonly FileWithMetadata[];

/** Carries it over, and says how it went. What was carried by mistake can be taken back. */
export function useRelay(ticket: number, name: string): (relay: Relay) => Promise<RelayOutcome> {
  const { liaison } = useConsole();
  const texts = useTexts();
  return useCallback(
    async ({ message, text, attachments, confirmed }) => {
      // One key for one click. The server carries the same over once, whoever asks, until the copy is deleted.
      const client_id = liaison.environment.newId();
      try {
        const { message: posted } = await liaison.rest.call(
          "POST /crm/tickets/{id}/relay",
          {
            path: { id: ticket },
            body: {
              message_id: message.id,
              client_id,
              ...(text === undefined ? {} : { text }),
              ...(attachments ? { attachment_ids: [...attachments] } : {}),
              ...(confirmed?.length ? { confirm_metadata: [...confirmed] } : {}),
            },
          },
          { isIdempotent: true },
        );
        say(texts.messages.relayed(name), {
          action: {
            label: texts.actions.undo,
            run: () =>
              void liaison.rest.call("DELETE /messages/{id}", { path: { id: posted.id } }).then(
                () => say(texts.messages.relayUndone),
                (thrown) => say(reasonOf(thrown, texts), { tone: "bad" }),
              ),
          },
        });
        return "done";
      } catch (thrown) {
        if (thrown instanceof LiaisonError && thrown.code === "METADATA_REMAINS") {
          return thrown.details["files"] as readonly FileWithMetadata[];
        }
        say(texts.joined.pair(texts.messages.relayFailed, reasonOf(thrown, texts)), { tone: "bad" });
        return "failed";
      }
    },
    [liaison, ticket, name, texts],
  );
}
