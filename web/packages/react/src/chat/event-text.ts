// What the server says in its own words, said in the reader's language where its facts allow it.

import type { Message, Participant } from "@liaison-chat/client";
import type { Say } from "../words/say.ts";
import { serverEventOf } from "./server-event.ts";

const SAID = {
  assistant_hands_over: "handsOver",
  assistant_nobody_free: "nobodyFree",
  assistant_message_kept: "messageKept",
  session_queued: "queuedAgain",
  session_ended: "chatEnded",
} as const;

/** The sentence for a message of the server. Unknown events keep the server's text. */
export function eventText(message: Message, participants: readonly Participant[], say: Say): string {
  const fact = serverEventOf(message, participants);
  switch (fact?.event) {
    case "order_status":
      return say("orderNow", { status: say(fact.to) });
    case "ticket_status":
      if (fact.to === "closed") return say("caseClosed");
      if (fact.to === "resolved") return say("caseResolved");
      return say("caseOpened");
    case "joined":
    case "left":
      return say(fact.event, { name: fact.name });
    case "reassigned":
      return say("takenOver", { name: fact.name });
    case "session_assigned":
      return say("agentHere", { name: fact.name });
    case "assistant_greeting":
      return say("greeting", { organisation: fact.organisation });
    case "assistant_hands_over":
    case "assistant_nobody_free":
    case "assistant_message_kept":
    case "session_queued":
    case "session_ended":
      return say(SAID[fact.event]);
    default:
      return message.text;
  }
}
