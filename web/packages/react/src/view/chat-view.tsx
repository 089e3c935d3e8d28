// The chat of a brand or a creator with support, about one order.

import type { LiaisonError, Ticket } from "@liaison-chat/client";
import { type ReactNode, useState } from "react";
import { type ChatOf, refOf } from "../chat/chat-of.ts";
import { MAX_FILES } from "../chat/file-limits.ts";
import { formFor } from "../chat/order-steps.ts";
import { useTicketChat } from "../chat/use-ticket-chat.ts";
import { useTicket } from "../hooks.ts";
import { useManner } from "../provider.tsx";
import { useSpeech } from "../words/speech.tsx";
import { Avatar } from "./avatar.tsx";
import { Banner } from "./banner.tsx";
import { Composer } from "./composer.tsx";
import { Icon, IconButton } from "./icons.tsx";
import { Log } from "./log.tsx";
import { OrderStrip } from "./order-strip.tsx";
import { FormCard } from "./parts.tsx";
import { useDropping } from "./use-dropping.ts";

/** The chat without a ground of its own. */
export function ChatView({
  onClose,
  onBack,
  takesFocus = false,
  ...of
}: ChatOf & {
  onClose?: (() => void) | undefined;
  onBack?: (() => void) | undefined;
  /** Whether one can write at once, because the chat was opened by a press. */
  takesFocus?: boolean | undefined;
}): ReactNode {
  const { ticket, error, reload } = useTicket(refOf(of));
  const { say } = useSpeech();
  const bar = (middle: ReactNode) => (
    <div className="lia-bar">
      {onBack && <IconButton icon="back" className="lia-flip" label={say("back")} onClick={onBack} />}
      {middle}
      {onClose && <IconButton icon="close" label={say("close")} onClick={onClose} />}
    </div>
  );
  if (ticket) return <Chat key={ticket.id} ticket={ticket} bar={bar} takesFocus={takesFocus} />;
  return (
    <div className="lia-chat">
      {bar(<b className="lia-bar-name">{say("support")}</b>)}
      <Banner waiting={0} />
      <Trouble error={error} onRetry={reload} />
    </div>
  );
}

/** Why there is nothing to see, or that it is coming. */
function Trouble({ error, onRetry }: { error: LiaisonError | undefined; onRetry: () => void }): ReactNode {
  const { say } = useSpeech();
  if (!error)
    return (
      <p className="lia-empty" role="status">
        <span className="lia-spinner" />
        {say("loading")}
      </p>
    );
  const isGone = error.code === "NOT_FOUND";
  return (
    <div className="lia-empty" role="alert">
      <Icon name="alert" />
      <p>{say(isGone ? "notFound" : "loadFailed")}</p>
      {!isGone && (
        <button type="button" className="lia-button" onClick={onRetry}>
          {say("retry")}
        </button>
      )}
    </div>
  );
}

function Chat({
  ticket,
  bar,
  takesFocus,
}: {
  ticket: Ticket;
  bar: (middle: ReactNode) => ReactNode;
  takesFocus: boolean;
}): ReactNode {
  const { say } = useSpeech();
  const { organisation } = useManner();
  const chat = useTicketChat(ticket);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isFilling, setFilling] = useState(false);
  const { agent, isAgentOnline, isFrozen, me } = chat;
  // Only the brand says what is wanted and what has to change.
  const form = me?.user_type === "brand" && !isFrozen ? formFor(ticket.order.status) : undefined;
  const isForm = isFilling && form !== undefined;
  const { isDragging, handlers } = useDropping(!isFrozen && !isForm, (dropped, folders) =>
    // A folder is shown with why it is not taken.
    setFiles((before) => [...before, ...dropped, ...folders].slice(0, MAX_FILES)),
  );
  return (
    <div className="lia-chat" {...handlers}>
      {bar(
        <>
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
        </>,
      )}
      <OrderStrip order={ticket.order} form={isFilling ? undefined : form} onForm={() => setFilling(true)} />
      <Banner waiting={chat.waiting} />
      {chat.status === "refused" ? (
        <Trouble error={chat.error} onRetry={() => {}} />
      ) : chat.status === "loading" && chat.messages.length === 0 ? (
        <Trouble error={undefined} onRetry={() => {}} />
      ) : (
        <Log chat={chat} />
      )}
      {isFrozen ? (
        <div className="lia-frozen" role="status">
          <Icon name="lock" />
          <p>
            <b>{say("frozen")}</b>
            <small>{say("frozenHint")}</small>
          </p>
        </div>
      ) : isForm ? (
        <FormCard ticket={ticket} type={form} onDone={() => setFilling(false)} />
      ) : (
        <Composer
          store={chat.store}
          files={files}
          takesFocus={takesFocus}
          onFiles={setFiles}
          onSend={chat.send}
        />
      )}
      {isDragging && <div className="lia-drop">{say("drop")}</div>}
    </div>
  );
}
