// How the connection stands, in a sentence: while it does not stand well, and never better than it is.

import { useEffect, useRef, useState } from "react";
import { useConnection } from "../hooks.ts";
import { useSpeech } from "../words/speech.tsx";

/** A first connection that is there sooner is not worth a word. */
const LATE_MS = 1_500;

/** What engines without such a sign are taken for: online. */
const isOffline = () => (globalThis as { navigator?: { onLine?: boolean } }).navigator?.onLine === false;

/** The sentence, empty when all is well, and whether trying at once may help. */
export function useConnectionWords(): {
  readonly text: string;
  readonly isRefused: boolean;
  readonly canTry: boolean;
} {
  const { say } = useSpeech();
  const state = useConnection();
  const retryAt = state.name === "waiting" ? state.retryAt : 0;
  const [now, setNow] = useState(Date.now);
  const [isLate, setLate] = useState(false);
  // One that was lost is worth a word until it is back.
  const isLost = useRef(false);
  if (state.name !== "connecting") isLost.current = state.name === "waiting";
  useEffect(() => {
    if (state.name !== "connecting") return;
    const timer = setTimeout(() => setLate(true), LATE_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [state.name]);
  useEffect(() => {
    if (!retryAt) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [retryAt]);

  const isRefused = state.name === "refused";
  const isWaiting = state.name === "waiting";
  const words = () => {
    if (isRefused) return say("signedOut");
    if (!isWaiting && !(state.name === "connecting" && (isLate || isLost.current))) return "";
    if (isOffline()) return say("offline");
    if (!isWaiting) return say("connecting");
    return say("reconnecting", { count: Math.max(1, Math.ceil((retryAt - now) / 1000)) });
  };
  return { text: words(), isRefused, canTry: isRefused || isWaiting };
}
