// The live chat of a customer or visitor: with the assistant, then with an agent.

import type { Session } from "@liaison-chat/client";
import { type ReactNode, useState } from "react";
import { useAction } from "../chat/use-action.ts";
import { useChat } from "../chat/use-chat.ts";
import { type SessionState, useSession } from "../chat/use-session.ts";
import { useSessionWords } from "../chat/use-session-words.ts";
import { useMe, usePresence } from "../hooks.ts";
import { useSpeech } from "../words/speech.tsx";
import { Avatar } from "./avatar.tsx";
import { Banner } from "./banner.tsx";
import { Bar } from "./bar.tsx";
import { type ChatFrame, ChatView, Over } from "./chat-view.tsx";
import { Icon } from "./icons.tsx";
import { Trouble } from "./trouble.tsx";

/** The chat without a ground of its own; before there is one, the button that starts it. */
export function SessionView({ takesFocus, ...ways }: ChatFrame): ReactNode {
  const state = useSession();
  const { session, status, error, reload } = state;
  const { say } = useSpeech();
  if (session)
    return <Chat key={session.id} session={session} state={state} takesFocus={takesFocus} {...ways} />;
  return (
    <div className="lia-chat">
      <Bar {...ways}>
        <b className="lia-bar-name">{say("support")}</b>
      </Bar>
      <Banner waiting={0} />
      {status === "ready" ? <Start state={state} /> : <Trouble error={error} onRetry={reload} />}
    </div>
  );
}

function Start({ state: { start } }: { state: SessionState }): ReactNode {
  const { say } = useSpeech();
  const me = useMe();
  return (
    <div className="lia-empty">
      <Icon name="chat" />
      <b>{me?.name ? say("hello", { name: me.name }) : say("chatWithUs")}</b>
      <p>{say("chatWithUsHint")}</p>
      <Doing look="lia-button lia-button-main lia-session-start" label={say("chatWithUs")} make={start} />
    </div>
  );
}

function Chat({
  session,
  state,
  takesFocus,
  ...ways
}: ChatFrame & { session: Session; state: SessionState }): ReactNode {
  const { say } = useSpeech();
  const { agent, status } = session;
  const words = useSessionWords(session);
  const chat = useChat(session.id, agent?.name ?? "");
  const isAgentOnline = usePresence(agent?.public_id ?? "")?.isOnline;
  const isOver = status === "ended" || chat.isFrozen;
  const about = status === "ai" ? say("assistant") : isAgentOnline && say("online");
  return (
    <ChatView
      chat={isOver ? { ...chat, isFrozen: true } : chat}
      takesFocus={takesFocus}
      head={
        <Bar {...ways}>
          <Avatar name={words.name} isOnline={agent ? isAgentOnline : undefined} />
          <p className="lia-bar-name">
            <b>
              <bdi>{words.name}</bdi>
            </b>
            {about && !isOver && <small>{about}</small>}
          </p>
        </Bar>
      }
      strip={!isOver && <Strip standing={words.standing} state={state} />}
      over={
        <Over title={say("chatEnded")} hint={say("chatEndedHint")}>
          <Doing look="lia-button lia-button-main" label={say("newChat")} make={state.start} />
        </Over>
      }
    />
  );
}

/** How long it may take, and the way to end it. */
function Strip({
  standing,
  state: { end },
}: {
  standing: string | undefined;
  state: SessionState;
}): ReactNode {
  const { say } = useSpeech();
  const [isAsked, ask] = useState(false);
  return (
    <section className="lia-order" aria-label={say("chatWithUs")}>
      <p className="lia-order-line">
        <span role="status">{isAsked ? say("endChatAsk") : standing}</span>
        {isAsked ? (
          <span className="lia-session-ways">
            <Doing look="lia-link lia-bad" label={say("endChat")} make={end} />
            <button type="button" className="lia-link" onClick={() => ask(false)}>
              {say("cancel")}
            </button>
          </span>
        ) : (
          <button type="button" className="lia-link" onClick={() => ask(true)}>
            {say("endChat")}
          </button>
        )}
      </p>
    </section>
  );
}

/** A button that asks something of the server, and says when it was not done. */
export function Doing({
  look,
  label,
  make,
}: {
  look: string;
  label: string;
  make: () => Promise<void>;
}): ReactNode {
  const { say } = useSpeech();
  const { isBusy, error, run } = useAction();
  return (
    <>
      <button
        type="button"
        className={look}
        disabled={isBusy}
        aria-busy={isBusy}
        onClick={() => void run(make, () => {})}
      >
        {label}
      </button>
      {error !== undefined && (
        <small className="lia-bad" role="alert">
          {say("failed")}
        </small>
      )}
    </>
  );
}
