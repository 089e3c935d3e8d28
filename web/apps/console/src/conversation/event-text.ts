// What the server says in a conversation, said in the reader's language where its facts allow it.

import type { Message, Participant } from "@liaison-chat/client";
import { serverEventOf } from "@liaison-chat/react/logic";
import type { Texts } from "../texts/english.ts";

/** The sentence for a message of the server. Unknown events keep the server's text. */
export function eventText(
  message: Pick<Message, "text" | "action_data">,
  people: readonly Pick<Participant, "public_id" | "name">[],
  texts: Texts,
): string {
  const { text } = message;
  const fact = serverEventOf(message, people);
  switch (fact?.event) {
    case "order_status":
      return texts.joined.pair(texts.details.order, texts.orderStatuses[fact.to]);
    case "ticket_status": {
      const words: Readonly<Record<string, string>> = texts.statuses;
      const now = words[fact.to];
      return now ? texts.joined.pair(texts.inbox.status, now) : text;
    }
    case "reassigned":
      return texts.ticket.handledBy(fact.name);
    case "joined":
      return texts.messages.joined(fact.name);
    case "left":
      return texts.messages.left(fact.name);
    case "session_assigned":
      return texts.ticket.handledBy(fact.name);
    case "assistant_greeting":
      return texts.session.greeting(fact.organisation);
    case "assistant_hands_over":
    case "assistant_nobody_free":
    case "assistant_message_kept":
    case "session_queued":
    case "session_ended":
      return texts.session.said[fact.event];
    default:
      return text;
  }
}
