// Ways to say that there is news to somebody who looks elsewhere: a sound, and the title of the page.

const RANG = "liaison/rang";

let context: AudioContext | undefined;
let isListening = false;

/** Browsers let a page be heard only after the person did something on it: wait for that, once. */
export function prepareSound(): void {
  if (isListening || typeof AudioContext === "undefined") return;
  isListening = true;
  const wake = () => {
    context ??= new AudioContext();
    removeEventListener("pointerdown", wake);
    removeEventListener("keydown", wake);
  };
  addEventListener("pointerdown", wake);
  addEventListener("keydown", wake);
}

/** Two soft notes, in one of the person's tabs: the visible one first. */
export function ring(id: string): void {
  if (!context) return;
  const sound = context;
  setTimeout(
    () => {
      try {
        if (localStorage.getItem(RANG) === id) return;
        localStorage.setItem(RANG, id);
      } catch {
        // Without a storage each tab rings.
      }
      [880, 1174.66].forEach((pitch, index) => {
        const from = sound.currentTime + index * 0.12;
        const tone = sound.createOscillator();
        const loudness = sound.createGain();
        tone.frequency.value = pitch;
        loudness.gain.setValueAtTime(0.0001, from);
        loudness.gain.exponentialRampToValueAtTime(0.08, from + 0.02);
        loudness.gain.exponentialRampToValueAtTime(0.0001, from + 0.35);
        tone.connect(loudness).connect(sound.destination);
        tone.start(from);
        tone.stop(from + 0.4);
      });
    },
    document.hidden ? 150 + Math.random() * 200 : 0,
  );
}

/** Puts a sentence into the title, in turn with the page's own, until the page is looked at; gives what ends it. */
export function flashTitle(sentence: string): () => void {
  const own = document.title;
  const turn = () => {
    document.title = document.title === sentence ? own : sentence;
  };
  turn();
  const timer = setInterval(turn, 1000);
  return () => {
    clearInterval(timer);
    // The page may have taken another title meanwhile: that one stays.
    if (document.title === sentence) document.title = own;
  };
}
