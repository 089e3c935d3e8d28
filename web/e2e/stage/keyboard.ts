// Keyboards, input methods, clipboards and dragged files, as browsers report them: pressed and composed by the browser itself.

import type { CDPSession, JSHandle, Locator, Page } from "@playwright/test";

/** What CDP calls the keys that are held. */
const HELD = { alt: 1, ctrl: 2, meta: 4, shift: 8 } as const;

/** A key press: what the layout makes of it, and where it lies. */
export interface Press {
  readonly key: string;
  readonly code: string;
  /** What it puts into a field; absent when it puts nothing there. */
  readonly text?: string;
  readonly held?: readonly (keyof typeof HELD)[];
  readonly keyCode?: number;
}

/** A keyboard of any layout, with an input method. */
export class Keyboard {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<Keyboard> {
    return new Keyboard(await page.context().newCDPSession(page));
  }

  async press({ key, code, text, held = [], keyCode = 0 }: Press): Promise<void> {
    const modifiers = held.reduce((sum, name) => sum | HELD[name], 0);
    const shared = { key, code, modifiers, windowsVirtualKeyCode: keyCode };
    await this.#session.send("Input.dispatchKeyEvent", {
      type: text === undefined ? "rawKeyDown" : "keyDown",
      ...shared,
      ...(text === undefined ? {} : { text }),
    });
    await this.#session.send("Input.dispatchKeyEvent", { type: "keyUp", ...shared });
  }

  /** Begins a composition, or goes on with it. */
  async compose(text: string): Promise<void> {
    const selectionStart = text.length;
    await this.#session.send("Input.imeSetComposition", {
      text,
      selectionStart,
      selectionEnd: selectionStart,
    });
  }

  /** Ends the composition with this text. */
  async commit(text: string): Promise<void> {
    await this.#session.send("Input.insertText", { text });
  }

  /** Enter as the input method takes it: while it composes, or, as Safari says it, just behind. */
  async enterOfInputMethod(): Promise<void> {
    await this.press({ key: "Enter", code: "Enter", keyCode: 229 });
  }

  async enter(): Promise<void> {
    await this.press({ key: "Enter", code: "Enter", text: "\r", keyCode: 13 });
  }
}

/** The page takes its system for a Mac. Before it is loaded. */
export async function onMac(page: Page): Promise<void> {
  await page.addInitScript(() => Object.defineProperty(navigator, "platform", { get: () => "MacIntel" }));
}

/** Forms of a clipboard. */
export interface Forms {
  readonly text?: string;
  readonly html?: string;
  /** Names of files; `.png` is a picture. */
  readonly files?: readonly string[];
}

/** What is dragged, or lies in the clipboard. */
export function transferOf(page: Page, forms: Forms): Promise<JSHandle<DataTransfer>> {
  return page.evaluateHandle(({ text, html, files = [] }) => {
    const PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    const data = new DataTransfer();
    if (text !== undefined) data.setData("text/plain", text);
    if (html !== undefined) data.setData("text/html", html);
    for (const name of files) {
      const isPicture = name.endsWith(".png");
      const bytes = isPicture ? Uint8Array.from(atob(PNG), (sign) => sign.charCodeAt(0)) : "words";
      data.items.add(new File([bytes], name, { type: isPicture ? "image/png" : "text/plain" }));
    }
    return data;
  }, forms);
}

/** Pastes into a field. */
export async function paste(page: Page, field: Locator, forms: Forms): Promise<void> {
  await field.focus();
  await field.evaluate(
    (element, clipboardData) => {
      const event = new ClipboardEvent("paste", {
        clipboardData,
        bubbles: true,
        cancelable: true,
        composed: true,
      });
      element.dispatchEvent(event);
    },
    await transferOf(page, forms),
  );
}

/** Drops onto an element; gives whether the browser was kept from opening it. */
export async function drop(page: Page, onto: Locator, forms: Forms): Promise<boolean> {
  return await onto.evaluate(
    (element, dataTransfer) => {
      const tell = (name: string) =>
        !element.dispatchEvent(
          new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true, composed: true }),
        );
      tell("dragenter");
      return tell("dragover") && tell("drop");
    },
    await transferOf(page, forms),
  );
}
