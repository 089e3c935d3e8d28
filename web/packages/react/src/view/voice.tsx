// A recording in a message: one button, how far it is, how long it lasts.

import type { Attachment } from "@liaison-chat/client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { clockOf } from "../words/formats.ts";
import { useSpeech } from "../words/speech.tsx";
import { IconButton } from "./icons.tsx";
import { useFile } from "./use-file.ts";

/** Plays a recording. It is fetched at the first press. */
export function Voice({ file }: { file: Attachment }): ReactNode {
  const { say } = useSpeech();
  const [isWanted, setWanted] = useState(false);
  const [isPlaying, setPlaying] = useState(false);
  const [[at, length], setPlace] = useState([0, 0]);
  const { address, hasFailed } = useFile(isWanted ? file.url : undefined);
  const audio = useRef<HTMLAudioElement>(null);

  useEffect(() => {
    if (address) audio.current?.play().catch(() => setPlaying(false));
  }, [address]);

  const toggle = () => {
    const player = audio.current;
    if (!address || !player) setWanted(true);
    else if (player.paused) void player.play().catch(() => setPlaying(false));
    else player.pause();
  };
  const moved = () => {
    const { currentTime = 0, duration = 0 } = audio.current ?? {};
    // Recordings made in a browser do not say how long they are before they have been played.
    setPlace([currentTime, Number.isFinite(duration) ? duration : 0]);
  };
  return (
    <div className="lia-voice">
      <IconButton
        icon={isPlaying ? "pause" : hasFailed ? "alert" : "play"}
        label={say(isPlaying ? "pause" : "play")}
        onClick={toggle}
      />
      <span className="lia-voice-track">
        <i style={{ inlineSize: `${length ? Math.min(100, (at / length) * 100) : 0}%` }} />
      </span>
      <small>{at || length ? clockOf(at || length) : say(hasFailed ? "fileGone" : "voice")}</small>
      {/* biome-ignore lint/a11y/useMediaCaption: a person's recording has no captions */}
      <audio
        ref={audio}
        src={address}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlace([0, audio.current?.duration ?? 0])}
        onTimeUpdate={moved}
        onLoadedMetadata={moved}
      />
    </div>
  );
}
