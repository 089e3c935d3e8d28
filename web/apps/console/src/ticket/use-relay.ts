// Carrying a party's message to the other side.

import type { Message, Ticket } from "@liaison-chat/client";
import { useConversation } from "@liaison-chat/react";
import { useCallback, useMemo } from "react";
import { say } from "../parts/toasts.tsx";
import { useConsole } from "../session/console-context.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";

/** The messages of a conversation that were carried to the other side, by their place: known there at once. */
export function useRelayed(otherChannel: string, conversation: string | undefined): ReadonlySet<number> {
  const { messages } = useConversation(otherChannel);
  return useMemo(
    () =>
      new Set(
        messages.flatMap(({ relayed_from, deleted_at }) =>
          relayed_from && relayed_from.conversation_id === conversation && !deleted_at
            ? [relayed_from.seq]
            : [],
        ),
      ),
    [messages, conversation],
  );
}

/** What is carried over: the message as it is, or with another text or fewer files. */
export interface Relay {
  readonly message: Message;
  readonly text?: string;
  readonly attachments?: readonly string[];
}

/** Carries it over, and says how it went. What was carried by mistake can be taken back. */
export function useRelay(ticket: Ticket, name: string): (relay: Relay) => Promise<boolean> {
  const { liaison } = useConsole();
  const texts = useTexts();
  const { id } = ticket;
  return useCallback(
    async ({ message, text, attachments }) => {
      // The same message twice is carried over twice only when somebody asks twice: one key for one click.
      const client_id = liaison.environment.newId();
      try {
        const { message: posted } = await liaison.rest.call(
          "POST /crm/tickets/{id}/relay",
          {
            path: { id },
            body: {
              message_id: message.id,
              client_id,
              ...(text === undefined ? {} : { text }),
              ...(attachments ? { attachment_ids: [...attachments] } : {}),
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
        return true;
      } catch (thrown) {
        say(texts.joined.pair(texts.messages.relayFailed, reasonOf(thrown, texts)), { tone: "bad" });
        return false;
      }
    },
    [liaison, id, name, texts],
  );
}
