// A voice message being spoken. The microphone is given back in every case.

import { useCallback, useEffect, useRef, useState } from "react";

/** What browsers record in, the first one that works. The server knows them all. */
const TYPES = [
  ["audio/webm;codecs=opus", "webm"],
  ["audio/mp4", "m4a"],
  ["audio/ogg;codecs=opus", "ogg"],
] as const;

/** Nobody speaks longer in one message. */
const LONGEST_SECONDS = 300;

/** Records; `onEnd` gets the recording as a file, or nothing. */
export function useRecorder(onEnd: (file?: File) => void) {
  const end = useRef(onEnd);
  end.current = onEnd;
  const [seconds, setSeconds] = useState<number>();
  const [isRefused, setRefused] = useState(false);
  const recorder = useRef<MediaRecorder>(undefined);
  const isKept = useRef(false);
  const isRecording = seconds !== undefined;

  const stop = useCallback((keep: boolean) => {
    isKept.current = keep;
    if (recorder.current?.state === "recording") recorder.current.stop();
  }, []);

  const wish = useRef(0);
  const start = useCallback(async () => {
    const mine = ++wish.current;
    setRefused(false);
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      setRefused(true);
      return;
    }
    // The person went away while the browser asked: then nobody listens.
    if (mine !== wish.current) return free(stream);
    const [type, extension] = TYPES.find(([one]) => MediaRecorder.isTypeSupported(one)) ?? TYPES[0];
    const parts: Blob[] = [];
    const made = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 32_000 });
    recorder.current = made;
    made.ondataavailable = ({ data }) => parts.push(data);
    made.onstop = () => {
      free(stream);
      setSeconds(undefined);
      const bare = type.split(";")[0] ?? type;
      end.current(isKept.current ? new File(parts, `voice-message.${extension}`, { type: bare }) : undefined);
    };
    made.start();
    setSeconds(0);
  }, []);

  useEffect(() => {
    if (!isRecording) return;
    const timer = setInterval(() => setSeconds((passed = 0) => passed + 1), 1000);
    return () => clearInterval(timer);
  }, [isRecording]);
  useEffect(() => {
    if (seconds !== undefined && seconds >= LONGEST_SECONDS) stop(true);
  }, [seconds, stop]);
  useEffect(
    () => () => {
      wish.current++;
      stop(false);
    },
    [stop],
  );
  return { seconds, isRefused, start, stop };
}

/** Gives the microphone back. */
function free(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
