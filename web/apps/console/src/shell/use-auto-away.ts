// Somebody who has not touched the console for long is away, and gets no new work until a key is pressed.

import { useEffect, useRef } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { say } from "../parts/toasts.tsx";
import { useTexts } from "../texts/texts.ts";
import { useAgentStatus } from "./use-agent-status.ts";

const CHECK_MS = 15_000;
const SIGNS_OF_LIFE = ["pointerdown", "keydown", "wheel", "pointermove"] as const;

/** Sets the person to away, and back. Only somebody who was available. */
export function useAutoAway(): void {
  const { me } = useConsole();
  const texts = useTexts();
  const [status, setStatus] = useAgentStatus();
  // Only staff are here, and they are told.
  const minutes = me.auto_away_minutes ?? 0;
  const state = useRef({ status, setStatus, seenAt: Date.now(), isOurs: false });
  state.current.status = status;
  state.current.setStatus = setStatus;

  useEffect(() => {
    if (minutes <= 0) return;
    const now = state.current;
    const live = () => {
      now.seenAt = Date.now();
      if (!now.isOurs) return;
      now.isOurs = false;
      if (now.status === "away") void now.setStatus("available");
    };
    const timer = setInterval(() => {
      if (now.status !== "available" || Date.now() - now.seenAt < minutes * 60_000) return;
      now.isOurs = true;
      void now.setStatus("away");
      say(texts.you.autoAway);
    }, CHECK_MS);
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, live, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, live);
    };
  }, [minutes, texts]);
}
