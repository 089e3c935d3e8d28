// The tone of a new message: made by the browser itself, so that nothing is loaded for it.

let context: AudioContext | undefined;

/** Two soft notes, one after the other. Silent until somebody has pressed something on the page. */
export function playTone(): void {
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  const audio = context;
  // Refused before the first gesture: then there is no tone, as the browser wants it.
  void audio.resume().then(
    () => {
      note(audio, 660, 0);
      note(audio, 880, 0.11);
    },
    () => {},
  );
}

function note(audio: AudioContext, pitch: number, delay: number): void {
  const start = audio.currentTime + delay;
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.type = "sine";
  oscillator.frequency.value = pitch;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.12, start + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.35);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.4);
}
