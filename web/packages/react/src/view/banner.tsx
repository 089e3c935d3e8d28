// What stands in the way between person and server, in one line: and that nothing is lost.

import { type ReactNode, useEffect, useState } from "react";
import { useConnection } from "../hooks.ts";
import { useLiaison } from "../provider.tsx";
import { useSpeech } from "../words/speech.tsx";

/** Says how the connection stands, while it does not stand well. `waiting`: messages that wait for it. */
export function Banner({ waiting }: { waiting: number }): ReactNode {
  const { say } = useSpeech();
  const liaison = useLiaison();
  const state = useConnection();
  const retryAt = state.name === "waiting" ? state.retryAt : 0;
  const [now, setNow] = useState(Date.now);
  // A connection that is there within a moment is not worth a word.
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (state.name !== "connecting") return;
    const timer = setTimeout(() => setLate(true), 1500);
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

  const words = () => {
    if (state.name === "refused") return say("signedOut");
    if (state.name === "waiting" && !navigator.onLine) return say("offline");
    if (state.name === "waiting")
      return say("reconnecting", { count: Math.max(1, Math.ceil((retryAt - now) / 1000)) });
    return isLate ? say("connecting") : "";
  };
  const text = words();
  return (
    <div className="lia-banner" data-bad={state.name === "refused"} hidden={!text}>
      <span>
        {/* The seconds are for the eye: a screen reader hears once that the connection is gone. */}
        {text} {text && waiting > 0 && <span role="status">{say("queued", { count: waiting })}</span>}
      </span>
      {state.name === "waiting" && (
        <button type="button" className="lia-link" onClick={() => liaison.connect()}>
          {say("tryNow")}
        </button>
      )}
    </div>
  );
}
