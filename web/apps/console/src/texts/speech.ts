// Which language is spoken now. Nothing is said in one before its sentences are here.

import type { Observable } from "@liaison-chat/client";
import { english } from "./english.ts";
import { ENGLISH, type Language, languageFor, localeFor, type Shown } from "./texts.ts";

export class Speech implements Observable<Shown | undefined> {
  #shown: Shown | undefined;
  #wanted: Language | undefined;
  #coming: Promise<void> = Promise.resolve();
  readonly #listeners = new Set<() => void>();

  get = (): Shown | undefined => this.#shown;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Speaks the language of a preference. It is over when its sentences are here, or cannot be had. */
  speak(wish: string): Promise<void> {
    const language = languageFor(wish, navigator.languages);
    if (language !== this.#wanted) {
      this.#wanted = language;
      this.#coming = this.#fetch(language);
    }
    return this.#coming;
  }

  async #fetch(language: Language): Promise<void> {
    try {
      const texts = await language.load();
      // Another one may have been chosen meanwhile.
      if (language === this.#wanted) this.#become(language, texts);
    } catch {
      // What is spoken already goes on; at the beginning English is better than nothing.
      if (!this.#shown) this.#become(ENGLISH, english);
    }
  }

  #become(language: Language, texts: Shown["texts"]): void {
    this.#shown = { language, texts, locale: localeFor(language.locale, navigator.languages) };
    for (const listener of [...this.#listeners]) listener();
  }
}
