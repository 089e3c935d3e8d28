// Whether one takes cases: said in a word at the top of every page, and asked for when one comes to work.

import { Avatar, Button, Icon, IconButton } from "@liaison-chat/ui";
import { type ReactNode, useState } from "react";
import { takesCases, useConsole } from "../auth/console-context.tsx";
import { useTexts } from "../texts/texts.ts";
import { OwnMenu, StatusDot } from "./own-menu.tsx";
import { isAnsweredBy, keepAnswer } from "./start-answer.ts";
import { useAgentStatus } from "./use-agent-status.ts";

/** The pill, with the question below it while it waits for an answer. */
export function Availability(): ReactNode {
  const texts = useTexts();
  const { me } = useConsole();
  return (
    <div className="relative flex-none">
      <OwnMenu
        trigger={(status, word) => (
          <button
            type="button"
            className="flex h-8 items-center gap-1.5 rounded-full border border-line bg-surface ps-1 pe-2.5 font-medium whitespace-nowrap shadow-s hover:border-edge aria-expanded:border-edge"
            aria-label={texts.you.menu(me.name, word)}
          >
            <Avatar name={me.name} size="s" />
            <StatusDot status={status ?? "offline"} />
            {word}
            <Icon name="chevron" size={12} className="text-muted" />
          </button>
        )}
      />
      <StartQuestion className="absolute end-0 top-full z-30 mt-2 w-80 shadow-l" />
    </div>
  );
}

/** Asks whether to take cases, as long as one is offline and has not said. It covers nothing and takes no focus. */
export function StartQuestion({ className }: { readonly className: string }): ReactNode {
  const texts = useTexts();
  const { isAsked, answer } = useStartQuestion();
  if (!isAsked) return null;
  return (
    <section
      aria-label={texts.availability.title}
      className={`flex flex-col gap-2 rounded-xl border border-line bg-raised p-4 ${className}`}
    >
      <div className="flex items-start gap-2">
        <h2 className="flex-1 text-lg leading-5">{texts.availability.title}</h2>
        <IconButton
          icon="close"
          size="s"
          className="-me-1.5 -mt-1"
          label={texts.actions.dismiss}
          onClick={() => answer(false)}
        />
      </div>
      <p className="text-muted">{texts.availability.lead}</p>
      <div className="flex gap-2">
        <Button look="primary" onClick={() => answer(true)}>
          {texts.availability.start}
        </Button>
        <Button look="ghost" onClick={() => answer(false)}>
          {texts.availability.later}
        </Button>
      </div>
    </section>
  );
}

/** Whether the question is still to be answered. */
function useStartQuestion() {
  const { me } = useConsole();
  const [status, setStatus] = useAgentStatus();
  const [isAnswered, setAnswered] = useState(() => isAnsweredBy(me.public_id, Date.now()));
  return {
    isAsked: !isAnswered && status === "offline" && takesCases(me),
    answer: (isYes: boolean) => {
      keepAnswer(me.public_id, Date.now());
      setAnswered(true);
      if (isYes) void setStatus("available");
    },
  };
}
