// A voice message that is being spoken, in the place of the field to write in.

import { type ReactNode, useEffect } from "react";
import { clockOf } from "../words/formats.ts";
import { useSpeech } from "../words/speech.tsx";
import { IconButton } from "./icons.tsx";
import { useRecorder } from "./use-recorder.ts";

/** Records from the moment it is shown. `onEnd` gets the recording, or nothing when it was thrown away. */
export function Recorder({ onEnd }: { onEnd: (file?: File) => void }): ReactNode {
  const { say } = useSpeech();
  const { seconds, isRefused, start, stop } = useRecorder(onEnd);
  useEffect(() => void start(), [start]);
  return (
    <div className="lia-composer lia-recording">
      <IconButton
        icon="trash"
        label={say("recordingCancel")}
        onClick={() => (seconds === undefined ? onEnd() : stop(false))}
      />
      {isRefused ? (
        <span className="lia-bad" role="alert">
          {say("micRefused")}
        </span>
      ) : (
        <>
          <span role="timer" className="lia-recording-time">
            {say("recording", { time: clockOf(seconds ?? 0) })}
          </span>
          <IconButton
            icon="send"
            className="lia-send"
            label={say("recordingSend")}
            isDisabled={seconds === undefined}
            onClick={() => stop(true)}
          />
        </>
      )}
    </div>
  );
}
