// What the server says in its own words, said in the reader's language where its facts allow it.

import type { Message, Participant } from "@liaison-chat/client";
import type { Say } from "../words/say.ts";
import { isOrderStatus } from "./order-steps.ts";

/** The sentence for a message of the server. Unknown events keep the server's text. */
export function eventText(
  { text, action_data }: Message,
  participants: readonly Participant[],
  say: Say,
): string {
  const { event, to, user_id, agent_id } = action_data ?? {};
  const nameOf = (id: unknown) => participants.find(({ public_id }) => public_id === id)?.name;
  switch (event) {
    case "order_status":
      return isOrderStatus(to) ? say("orderNow", { status: say(to) }) : text;
    case "ticket_status":
      if (to === "closed") return say("caseClosed");
      if (to === "resolved") return say("caseResolved");
      return say("caseOpened");
    case "joined":
    case "left": {
      const name = nameOf(user_id);
      return name ? say(event, { name }) : text;
    }
    case "reassigned": {
      const name = nameOf(agent_id);
      return name ? say("takenOver", { name }) : text;
    }
    default:
      return text;
  }
}
