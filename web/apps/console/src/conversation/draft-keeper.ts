// Drafts: what is begun and not sent. In this browser at once, on the server soon after, one per ticket and part. They
// change elsewhere too: in another tab, on another device.

/** What this browser remembers of a draft until the server has it. */
export interface Remembered {
  /** What the server had. */
  readonly base: string;
  readonly text: string;
  /** What was just sent, and is in the text no more. */
  readonly sent?: string | undefined;
}

/** Where drafts are kept. */
export interface DraftPlace {
  /** Keeps a text; an empty one is removed. Gives when, if it knows. */
  put(text: string): Promise<unknown>;
  /** Remembers at once, and tells the other tabs; it outlives the page. */
  remember?(what: Remembered): void;
  /** The server has this text: nothing more is to be remembered. */
  forget?(text: string): void;
  /** The text is another one now, wherever that came from. */
  changed?(text: string): void;
}

/** Typing goes on: the server is told when it pauses. */
export const PAUSE_MS = 500;
/** The tab in which it was typed tells the server. Only when that tab is gone, another one does. */
const STAND_IN_MS = 3_000;
/** Events about own puts come soon, if at all. */
const OWN_PUTS = 8;

/** For so long after sending, a put from before may still arrive, from this tab or another one. */
const JUST_SENT_MS = 10_000;

/** How it stands with the server. */
export type DraftState = "same" | "saving" | "saved" | "failed";

/** Where the text came from, as long as the server does not have it: typed here, in another tab, or before a reload. */
type Origin = "server" | "typed" | "tab" | "before";

/** One draft. What is typed here is never replaced by what comes from elsewhere, and never two puts are on their way. */
export class DraftKeeper {
  text = "";
  state: DraftState = "same";
  /** Other unsent words, written elsewhere at the same time: the person chooses. */
  elsewhere: string | undefined;
  /** When it was last changed elsewhere. */
  since: string | undefined;
  readonly #place: DraftPlace;
  #listener: (() => void) | undefined;
  #origin: Origin = "server";
  /** What the server has. */
  #told = "";
  /** What it had before the last put. */
  #before = "";
  #own: unknown[] = [];
  /** What was sent last, here or in another tab, and until when it may come back. */
  #sent = { text: "", until: 0 };
  #heard: { readonly kept: string; readonly at: string | undefined }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #puts = 0;
  /** How often something came from elsewhere. */
  #changes = 0;
  #isPutting = false;
  #isClosed = false;

  constructor(place: DraftPlace, changed?: () => void, remembered?: Remembered) {
    this.#place = place;
    this.#listener = changed;
    if (!remembered) return;
    this.text = remembered.text;
    this.#told = remembered.base;
    this.#origin = "before";
    this.#soon(PAUSE_MS);
  }

  /** Whether it is shown. */
  get isShown(): boolean {
    return this.#listener !== undefined;
  }

  /** Calls `listener` after each change, and nobody else. */
  listen(listener: () => void): () => void {
    this.#listener = listener;
    return () => {
      if (this.#listener === listener) this.#listener = undefined;
    };
  }

  /** Takes what the server has, unless there is something here that it does not know yet. */
  adopt(kept: string, at?: string): void {
    if (at !== undefined && this.#own.includes(at)) return;
    this.#changes++;
    if (this.#isPutting) {
      this.#heard.push({ kept, at });
      return;
    }
    if (kept === this.#told) return;
    if (this.#isSent(kept)) return this.#takeBack(kept);
    if (this.#origin === "typed" || this.#origin === "before") return this.#meet(kept, this.#told);
    this.#told = kept;
    this.since = at;
    // On its way there, the text of another tab is longer than what has come.
    if (this.#origin === "server" || kept === "" || !this.text.startsWith(kept)) this.#become(kept, "server");
  }

  /** Asks the server what it has. An answer that is older than what was told or heard meanwhile is not taken. */
  async compareWith(
    answer: Promise<{ readonly kept: string; readonly at: string | undefined }>,
  ): Promise<void> {
    const puts = this.#isPutting ? -1 : this.#puts;
    const heard = this.#changes;
    const { kept, at } = await answer;
    if (puts !== this.#puts) {
      if (this.#isSent(kept)) this.#takeBack(kept);
      else if (kept !== "" && kept !== this.#before && !this.text.startsWith(kept)) this.#offer(kept);
    } else if (heard === this.#changes) this.adopt(kept, at);
  }

  /** Another tab of this browser shows this now. */
  mirror({ base, text, sent = "" }: Remembered): void {
    this.#changes++;
    if (sent !== "") this.#rememberSent(sent);
    if (this.#origin !== "typed" && !this.#isPutting) {
      this.#told = base;
      this.#soon(STAND_IN_MS);
      this.#become(text, "tab");
    } else if (sent !== "" && this.text.startsWith(sent))
      this.write(this.text.slice(sent.length).trimStart());
    else if (text.startsWith(this.text)) this.#become(text, "typed");
    else if (!this.text.startsWith(text)) this.#offer(text);
  }

  /** The text is another one now. */
  write(text: string): void {
    this.#soon(PAUSE_MS);
    this.#become(text, "typed");
    this.#remember();
  }

  /** It was sent. What was typed behind it stays. */
  clear(sent: string = this.text): void {
    this.#rememberSent(sent);
    this.#become(this.text.startsWith(sent) ? this.text.slice(sent.length) : "", "typed");
    // Also when the server knew nothing of it: other tabs may show it.
    this.#remember(sent);
    void this.flush();
  }

  /** Takes the words from elsewhere behind those that are here, or lets them go. */
  settle(isWanted: boolean): void {
    const { elsewhere = "" } = this;
    this.#offer(undefined);
    if (isWanted) this.write(this.text.trim() === "" ? elsewhere : `${this.text.trimEnd()}\n${elsewhere}`);
  }

  /** Tells the server now. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#isPutting || this.#isClosed) return;
    this.#isPutting = true;
    try {
      while (this.text !== this.#told) {
        const text = this.text;
        this.#stand("saving");
        this.#puts++;
        const at = await this.#place.put(text);
        this.#own = [...this.#own, at].slice(-OWN_PUTS);
        this.#before = this.#told;
        this.#told = text;
      }
      this.#origin = "server";
      this.#place.forget?.(this.text);
      if (this.state === "saving" || this.state === "failed")
        this.#stand(this.text === "" ? "same" : "saved");
    } catch {
      // Said beside the field. It is tried again with the next letter, and at the next connection.
      this.#stand("failed");
    } finally {
      this.#isPutting = false;
      this.#compare();
    }
  }

  /** Does nothing any more. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#listener = undefined;
  }

  /** What was heard during a put was before it or behind it: nobody knows, so nothing is dropped. */
  #compare(): void {
    const heard = this.#heard;
    this.#heard = [];
    for (const { kept, at } of heard) {
      if (this.#isSent(kept)) {
        this.#takeBack(kept);
        continue;
      }
      const isNews = kept !== this.#told && kept !== this.text && kept !== this.#before;
      if (isNews && !this.#own.includes(at)) this.#meet(kept, this.#before);
    }
  }

  /** Changed here and elsewhere, both since `base`. */
  #meet(kept: string, base: string): void {
    this.#told = kept;
    let { text } = this;
    if (kept === "") {
      // Sent from elsewhere. Only what was typed since is still to be sent.
      if (base !== "" && text.startsWith(base)) text = text.slice(base.length).trimStart();
    } else if (kept.startsWith(text)) text = kept;
    else if (!text.startsWith(kept)) this.#offer(kept);
    this.#soon(PAUSE_MS);
    this.#become(text, text === kept ? "server" : "typed");
    this.#remember();
  }

  #rememberSent(text: string): void {
    this.#sent = { text, until: Date.now() + JUST_SENT_MS };
  }

  /** Whether this is what was just sent, or what had been typed of it: a put that was overtaken. */
  #isSent(kept: string): boolean {
    const { text, until } = this.#sent;
    return kept !== "" && this.text === "" && Date.now() < until && text.startsWith(kept.trimEnd());
  }

  /** The server has again what was sent: it is told once more that nothing is left. */
  #takeBack(kept: string): void {
    this.#told = kept;
    this.#soon(PAUSE_MS);
  }

  #offer(words: string | undefined): void {
    this.elsewhere = words;
    this.#listener?.();
  }

  #remember(sent?: string): void {
    this.#place.remember?.({ base: this.#told, text: this.text, sent });
  }

  #soon(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), pause);
  }

  #become(text: string, origin: Origin): void {
    this.text = text;
    this.#origin = origin;
    this.#place.changed?.(text);
    this.#listener?.();
  }

  #stand(state: DraftState): void {
    this.state = state;
    this.#listener?.();
  }
}
