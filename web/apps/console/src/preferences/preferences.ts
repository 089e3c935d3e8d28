// What a person likes: kept on the server, and in this browser so that the first paint is right.

import type { Liaison, Observable } from "@liaison-chat/client";
import { localArea } from "../auth/local-area.ts";
import { readFilters, type SavedFilter } from "../inbox/saved-filters.ts";

export const LAYOUTS = ["split", "table"] as const;
export const DENSITIES = ["comfortable", "compact"] as const;

export type Layout = (typeof LAYOUTS)[number];
export type Density = (typeof DENSITIES)[number];

/** What a person likes. */
export interface Preferences {
  readonly theme: "system" | "light" | "dark";
  /** `system`, or the `locale` of a language. */
  readonly language: string;
  readonly sound: boolean;
  readonly desktop: boolean;
  readonly enterSends: boolean;
  /** Whether single letters are shortcuts while no field has the focus. */
  readonly singleKeys: boolean;
  readonly details: boolean;
  /** The inbox: a list beside the case, or a table of all columns while no case is open. */
  readonly layout: Layout;
  /** How much room a row of the inbox has. */
  readonly density: Density;
  /** Filters of the inbox under names. */
  readonly filters: readonly SavedFilter[];
}

export const DEFAULTS: Preferences = {
  theme: "system",
  language: "system",
  sound: true,
  desktop: false,
  enterSends: true,
  singleKeys: true,
  details: true,
  layout: "split",
  density: "comfortable",
  filters: [],
};

const KEY = "liaison-console-preferences";
/** The server is told once for several changes in a row. */
const GATHER_MS = 600;

/** What is there and of the right kind; the rest as nobody said anything. */
export function readPreferences(kept: unknown): Preferences {
  const known = typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>) : {};
  const bool = (name: keyof Preferences) =>
    (typeof known[name] === "boolean" ? known[name] : DEFAULTS[name]) as boolean;
  const theme = known["theme"];
  const layout = LAYOUTS.find((one) => one === known["layout"]);
  const density = DENSITIES.find((one) => one === known["density"]);
  return {
    theme: theme === "light" || theme === "dark" ? theme : "system",
    language: typeof known["language"] === "string" ? known["language"] : DEFAULTS.language,
    sound: bool("sound"),
    desktop: bool("desktop"),
    enterSends: bool("enterSends"),
    singleKeys: bool("singleKeys"),
    details: bool("details"),
    layout: layout ?? DEFAULTS.layout,
    density: density ?? DEFAULTS.density,
    filters: readFilters(known["filters"]),
  };
}

/** Preferences with whether the server has them. */
export interface KeptPreferences {
  readonly value: Preferences;
  readonly isKept: boolean;
}

export class PreferencesStore implements Observable<KeptPreferences> {
  #state: KeptPreferences = { value: readPreferences(fromBrowser()), isKept: true };
  #liaison: Liaison | undefined;
  /** Whether the server has nothing of this person yet. */
  #isNew = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What was changed here, and the server does not know yet. */
  #changed: Partial<Preferences> = {};
  readonly #listeners = new Set<() => void>();

  get = (): KeptPreferences => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes what the server has of this person, and keeps it there from now on. */
  use(liaison: Liaison, kept: unknown): void {
    this.#liaison = liaison;
    this.#isNew = !kept || Object.keys(kept).length === 0;
    // Somebody new begins with the look of this browser, not with what another person saved in it.
    const value = this.#isNew ? { ...this.#state.value, filters: [] } : readPreferences(kept);
    this.#become({ value, isKept: true });
  }

  /** Changes some. */
  change(change: Partial<Preferences>): void {
    this.#changed = { ...this.#changed, ...change };
    this.#become({ ...this.#state, value: { ...this.#state.value, ...change } });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#keep(), GATHER_MS);
  }

  async #keep(): Promise<void> {
    const rest = this.#liaison?.rest;
    if (!rest) return;
    const changed = this.#changed;
    this.#changed = {};
    try {
      // Only what was changed here: another browser may have changed others.
      const preferences = this.#isNew ? { ...this.#state.value, ...changed } : changed;
      const { preferences: kept } = await rest.call("PATCH /me", { body: { preferences } });
      this.#isNew = false;
      this.#become({ value: { ...readPreferences(kept), ...this.#changed }, isKept: true });
    } catch {
      // Said on the page of preferences; this browser has them, and tells the server with the next change.
      this.#changed = { ...changed, ...this.#changed };
      this.#become({ ...this.#state, isKept: false });
    }
  }

  #become(state: KeptPreferences): void {
    this.#state = state;
    localArea.set(KEY, JSON.stringify(state.value));
    for (const listener of [...this.#listeners]) listener();
  }
}

function fromBrowser(): unknown {
  try {
    return JSON.parse(String(localArea.get(KEY)));
  } catch {
    // Written by something else.
    return undefined;
  }
}

/** Those of this page. */
export const preferences = new PreferencesStore();
