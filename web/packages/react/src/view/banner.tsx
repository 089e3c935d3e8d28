// What stands in the way between person and server, in one line: and that nothing is lost.

import type { ReactNode } from "react";
import { useConnectionWords } from "../chat/use-connection-words.ts";
import { useLiaison } from "../provider.tsx";
import { useSpeech } from "../words/speech.tsx";

/** Says how the connection stands, while it does not stand well. `waiting`: messages that wait for it. */
export function Banner({ waiting }: { waiting: number }): ReactNode {
  const { say } = useSpeech();
  const liaison = useLiaison();
  const { text, isRefused, canTry } = useConnectionWords();
  return (
    <div className="lia-banner" data-bad={isRefused} hidden={!text}>
      <span>
        {/* The seconds are for the eye: a screen reader hears once that the connection is gone. */}
        {text} {text && waiting > 0 && <span role="status">{say("queued", { count: waiting })}</span>}
      </span>
      {canTry && (
        <button type="button" className="lia-link" onClick={() => liaison.connect()}>
          {say("tryNow")}
        </button>
      )}
    </div>
  );
}
