// In the place of messages, while there are none to show.

import type { LiaisonError } from "@liaison-chat/client";
import type { ReactNode } from "react";
import { useSpeech } from "../words/speech.tsx";
import { Icon } from "./icons.tsx";

/** Why there is nothing to see, or that it is coming. */
export function Trouble({
  error,
  onRetry,
}: {
  error: LiaisonError | undefined;
  onRetry: () => void;
}): ReactNode {
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
