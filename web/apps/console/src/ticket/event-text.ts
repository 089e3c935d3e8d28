// What the server says in a conversation, said in the reader's language where its facts allow it.

import type { Message, Participant } from "@liaison-chat/client";
import type { Texts } from "../texts/english.ts";

/** The sentence for a message of the server. Unknown events keep the server's text. */
export function eventText(
  { text, action_data }: Pick<Message, "text" | "action_data">,
  people: readonly Pick<Participant, "public_id" | "name">[],
  texts: Texts,
): string {
  const { event, to, user_id, agent_id } = action_data ?? {};
  const named = (id: unknown, sentence: (name: string) => string) => {
    const name = people.find(({ public_id }) => public_id === id)?.name;
    return name ? sentence(name) : text;
  };
  const become = (what: string, words: Readonly<Record<string, string>>) => {
    const now = words[String(to)];
    return now ? texts.joined.pair(what, now) : text;
  };
  switch (event) {
    case "order_status":
      return become(texts.details.order, texts.orderStatuses);
    case "ticket_status":
      return become(texts.inbox.status, texts.statuses);
    case "reassigned":
      return named(agent_id, texts.ticket.handledBy);
    case "joined":
      return named(user_id, texts.messages.joined);
    case "left":
      return named(user_id, texts.messages.left);
    default:
      return text;
  }
}
