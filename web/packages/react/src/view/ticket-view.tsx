// The chat of a brand or a creator with support, about one order.

import type { Ticket } from "@liaison-chat/client";
import { type ReactNode, useState } from "react";
import { type ChatOf, refOf } from "../chat/chat-of.ts";
import { formFor } from "../chat/order-steps.ts";
import { useTicketChat } from "../chat/use-ticket-chat.ts";
import { useTicket } from "../hooks.ts";
import { useManner } from "../provider.tsx";
import { useSpeech } from "../words/speech.tsx";
import { Avatar } from "./avatar.tsx";
import { Banner } from "./banner.tsx";
import { Bar } from "./bar.tsx";
import { type ChatFrame, ChatView } from "./chat-view.tsx";
import { OrderStrip } from "./order-strip.tsx";
import { FormCard } from "./parts.tsx";
import { Trouble } from "./trouble.tsx";

/** The chat without a ground of its own. */
export function TicketView({ onClose, onBack, takesFocus, ...of }: ChatOf & ChatFrame): ReactNode {
  const { ticket, error, reload } = useTicket(refOf(of));
  const { say } = useSpeech();
  const ways = { onClose, onBack };
  if (ticket) return <TicketChat key={ticket.id} ticket={ticket} takesFocus={takesFocus} {...ways} />;
  return (
    <div className="lia-chat">
      <Bar {...ways}>
        <b className="lia-bar-name">{say("support")}</b>
      </Bar>
      <Banner waiting={0} />
      <Trouble error={error} onRetry={reload} />
    </div>
  );
}

function TicketChat({ ticket, takesFocus, ...ways }: ChatFrame & { ticket: Ticket }): ReactNode {
  const { say } = useSpeech();
  const { organisation } = useManner();
  const chat = useTicketChat(ticket);
  const [isFilling, setFilling] = useState(false);
  const { agent, isAgentOnline, isFrozen, me } = chat;
  // Only the brand says what is wanted and what has to change.
  const form = me?.user_type === "brand" && !isFrozen ? formFor(ticket.order.status) : undefined;
  return (
    <ChatView
      chat={chat}
      takesFocus={takesFocus}
      head={
        <Bar {...ways}>
          <Avatar name={agent.name} isOnline={isAgentOnline} />
          <p className="lia-bar-name">
            <b>
              <bdi>{agent.name}</bdi>
            </b>
            <small>
              {organisation && (
                <>
                  <bdi>{organisation}</bdi>
                  {isAgentOnline !== undefined && " · "}
                </>
              )}
              {isAgentOnline !== undefined && say(isAgentOnline ? "online" : "away")}
            </small>
          </p>
        </Bar>
      }
      strip={
        <OrderStrip
          order={ticket.order}
          form={isFilling ? undefined : form}
          onForm={() => setFilling(true)}
        />
      }
      form={isFilling && form && <FormCard ticket={ticket} type={form} onDone={() => setFilling(false)} />}
    />
  );
}
