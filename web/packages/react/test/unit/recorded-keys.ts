// Keys as browsers report them, by system and layout. `text`: what the key puts into a field, or that it puts something there.

import type { KeyPress } from "../../src/logic.ts";

/** A key press and what it is. */
export interface Recorded {
  readonly system: "mac" | "windows" | "linux";
  readonly layout: string;
  readonly press: KeyPress;
  /** Whether it makes text, or may. */
  readonly isText: boolean;
}

type Held = "alt" | "ctrl" | "meta" | "shift" | "altgr";

const at = (key: string, code: string, held: readonly Held[] = []): KeyPress => ({
  key,
  code,
  altKey: held.includes("alt"),
  ctrlKey: held.includes("ctrl"),
  metaKey: held.includes("meta"),
  shiftKey: held.includes("shift"),
  getModifierState: (modifier) => modifier === "AltGraph" && held.includes("altgr"),
});

const all = (
  system: Recorded["system"],
  layout: string,
  isText: boolean,
  presses: readonly KeyPress[],
): Recorded[] => presses.map((press) => ({ system, layout, press, isText }));

export const RECORDED: readonly Recorded[] = [
  // Option makes letters on a Mac: those at the places of our shortcuts.
  ...all("mac", "German", true, [
    at("@", "KeyL", ["alt"]),
    at("€", "KeyE", ["alt"]),
    at("~", "KeyN", ["alt"]),
    at("π", "KeyP", ["alt"]),
    at("µ", "KeyM", ["alt"]),
    at("⁄", "KeyI", ["alt"]),
    at("º", "KeyJ", ["alt"]),
    at("∆", "KeyK", ["alt"]),
    at("‰", "KeyE", ["alt", "shift"]),
    at("ﬂ", "KeyL", ["alt", "shift"]),
  ]),
  ...all("mac", "US", true, [
    at("Dead", "KeyE", ["alt"]),
    at("Dead", "KeyN", ["alt"]),
    at("Dead", "KeyI", ["alt"]),
    at("¬", "KeyL", ["alt"]),
    at("∆", "KeyJ", ["alt"]),
    at("˚", "KeyK", ["alt"]),
    at("π", "KeyP", ["alt"]),
    at("µ", "KeyM", ["alt"]),
    at("´", "KeyE", ["alt", "shift"]),
    at("Ô", "KeyJ", ["alt", "shift"]),
    at("e", "KeyE"),
    at("E", "KeyE", ["shift"]),
  ]),
  ...all("mac", "Polish Pro", true, [
    at("ę", "KeyE", ["alt"]),
    at("ł", "KeyL", ["alt"]),
    at("ń", "KeyN", ["alt"]),
    at("Ę", "KeyE", ["alt", "shift"]),
  ]),
  ...all("mac", "French", true, [
    at("ê", "KeyE", ["alt"]),
    at("Dead", "KeyN", ["alt"]),
    at("ï", "KeyJ", ["alt"]),
  ]),
  ...all("mac", "Spanish", true, [
    at("~", "KeyN", ["alt"]),
    at("€", "KeyE", ["alt"]),
    at("|", "Digit1", ["alt"]),
  ]),
  ...all("mac", "Unicode Hex Input", true, [at("e", "KeyE", ["alt"]), at("Unidentified", "KeyE", ["alt"])]),
  ...all("mac", "Arabic", true, [at("ٱ", "KeyN", ["alt"]), at("گ", "KeyL", ["alt"])]),
  ...all("mac", "any", false, [
    at("e", "KeyE", ["ctrl", "alt"]),
    at("∆", "KeyJ", ["ctrl", "alt"]),
    at("k", "KeyK", ["meta"]),
    at("л", "KeyK", ["meta"]),
    at("k", "KeyK", ["ctrl"]),
    at("Enter", "Enter", ["alt"]),
    at("ArrowUp", "ArrowUp"),
    at("F5", "F5"),
  ]),
  // AltGr on Windows is Ctrl+Alt, whichever way it is pressed. Newer browsers say AltGraph instead.
  ...all("windows", "German", true, [
    at("€", "KeyE", ["ctrl", "alt"]),
    at("€", "KeyE", ["altgr"]),
    at("€", "KeyE", ["ctrl", "alt", "altgr"]),
    at("µ", "KeyM", ["altgr"]),
    at("@", "KeyQ", ["ctrl", "alt"]),
  ]),
  ...all("windows", "Polish", true, [
    at("ę", "KeyE", ["ctrl", "alt"]),
    at("ł", "KeyL", ["altgr"]),
    at("ń", "KeyN", ["ctrl", "alt"]),
    at("Ę", "KeyE", ["ctrl", "alt", "shift"]),
  ]),
  ...all("windows", "Czech", true, [
    at("€", "KeyE", ["altgr"]),
    at("ł", "KeyK", ["ctrl", "alt"]),
    at("Ł", "KeyL", ["ctrl", "alt"]),
  ]),
  ...all("windows", "Ukrainian", true, [at("ґ", "KeyU", ["ctrl", "alt"]), at("е", "KeyT")]),
  ...all("windows", "Greek", true, [at("€", "KeyE", ["altgr"]), at("Dead", "Semicolon")]),
  ...all("windows", "Devanagari", true, [at("क्ष", "KeyK", ["shift"]), at("ज्ञ", "KeyJ", ["shift"])]),
  ...all("windows", "Japanese input method", true, [
    { ...at("Process", "KeyK"), keyCode: 229 },
    { ...at("k", "KeyK"), isComposing: true },
  ]),
  ...all("windows", "any Latin", false, [
    at("e", "KeyE", ["alt"]),
    at("E", "KeyE", ["alt", "shift"]),
    at("e", "KeyE", ["ctrl", "alt"]),
    at("k", "KeyK", ["ctrl"]),
    at("Escape", "Escape"),
  ]),
  ...all("windows", "Russian", false, [at("л", "KeyK", ["ctrl"])]),
  ...all("linux", "German", true, [
    at("€", "KeyE", ["altgr"]),
    at("ł", "KeyL", ["altgr"]),
    at("Ł", "KeyL", ["altgr", "shift"]),
  ]),
  ...all("linux", "US international", true, [
    at("é", "KeyE", ["altgr"]),
    at("ñ", "KeyN", ["altgr"]),
    at("Dead", "Quote", ["altgr"]),
  ]),
  ...all("linux", "Bépo", true, [at("j", "KeyJ", ["altgr"]), at("e", "KeyE", ["altgr"])]),
  ...all("linux", "emoji picker", true, [
    at("👩🏽‍💻", ""),
    at("Unidentified", ""),
    { ...at("Unidentified", ""), keyCode: 229 },
  ]),
  ...all("linux", "any Latin", false, [
    at("j", "KeyJ", ["alt"]),
    at("J", "KeyJ", ["alt", "shift"]),
    at("k", "KeyK", ["ctrl"]),
  ]),
];

/** An Enter as a browser reports it, and whether it is the writer's. */
export interface RecordedEnter {
  readonly from: string;
  readonly press: KeyPress;
  readonly isWriters: boolean;
}

export const ENTERS: readonly RecordedEnter[] = [
  {
    from: "Chrome, Japanese, ends the composition",
    press: { key: "Enter", code: "Enter", keyCode: 229, isComposing: true },
    isWriters: false,
  },
  {
    from: "Chrome on Windows, Japanese",
    press: { key: "Process", code: "Enter", keyCode: 229, isComposing: true },
    isWriters: false,
  },
  {
    from: "Firefox, Chinese",
    press: { key: "Process", code: "Enter", keyCode: 229, isComposing: true },
    isWriters: false,
  },
  {
    from: "Safari, Japanese, after the end of the composition",
    press: { key: "Enter", code: "Enter", keyCode: 229, isComposing: false },
    isWriters: false,
  },
  {
    from: "Chrome on a Mac, Korean, first of two",
    press: { key: "Enter", code: "Enter", keyCode: 229, isComposing: true },
    isWriters: false,
  },
  {
    from: "Chrome on Android",
    press: { key: "Unidentified", code: "", keyCode: 229, isComposing: false },
    isWriters: false,
  },
  {
    from: "a number pad",
    press: { key: "Enter", code: "NumpadEnter", keyCode: 13, isComposing: false },
    isWriters: true,
  },
  {
    from: "any keyboard",
    press: { key: "Enter", code: "Enter", keyCode: 13, isComposing: false },
    isWriters: true,
  },
  { from: "React Native", press: { key: "Enter" }, isWriters: true },
];
