// Carrying a party's message to the other side.

import { useCallback } from "react";
import { type Case, type CaseMessage, call } from "../api/ahead.ts";
import { say } from "../parts/toasts.tsx";
import { useConsole } from "../session/console-context.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";

/** What is carried over: the message as it is, or with another text or fewer files. */
export interface Relay {
  readonly message: CaseMessage;
  readonly text?: string;
  readonly attachments?: readonly string[];
}

/** Carries it over, and says how it went. What was carried by mistake can be taken back. */
export function useRelay(ticket: Case, name: string): (relay: Relay) => Promise<boolean> {
  const { liaison } = useConsole();
  const texts = useTexts();
  const { id } = ticket;
  return useCallback(
    async ({ message, text, attachments }) => {
      // The same message twice is carried over twice only when somebody asks twice: one key for one click.
      const client_id = liaison.environment.newId();
      try {
        const answer = await call(
          liaison,
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
        const posted = "message" in answer ? answer.message : answer;
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
        say(`${texts.messages.relayFailed}. ${reasonOf(thrown, texts)}`, { tone: "bad" });
        return false;
      }
    },
    [liaison, id, name, texts],
  );
}
