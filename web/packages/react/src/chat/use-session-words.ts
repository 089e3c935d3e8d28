// How a live chat stands, in words: who one talks to, and how long it may take.

import type { Session } from "@liaison-chat/client";
import { useManner } from "../provider.tsx";
import { useSpeech } from "../words/speech.tsx";

/** What is said of a live chat. */
export interface SessionWords {
  /** Who one talks to. */
  readonly name: string;
  /** What there is to wait for; undefined when nothing is. */
  readonly standing: string | undefined;
}

/** The words for a live chat. */
export function useSessionWords({ status, agent, position }: Session): SessionWords {
  const { say, locale } = useSpeech();
  const { organisation } = useManner();
  const number = position ? new Intl.NumberFormat(locale).format(position) : undefined;
  const standing =
    status === "abandoned"
      ? say("nobodyFree")
      : status === "waiting"
        ? number
          ? say("queuePlace", { number })
          : say("lookingForAgent")
        : undefined;
  return { name: agent?.name ?? organisation ?? say("support"), standing };
}
