// Writing a message: the draft, the menus that open while one types, what speaks against sending it, and sending it.

import { enterMeaning, isKey, MAX_CHARACTERS } from "@liaison-chat/react/logic";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { usePreferences } from "../preferences/use-preferences.ts";
import type { LiveConversation } from "./conversation-log.tsx";
import { type Began, overtakenBy } from "./overtaken.ts";
import type { Pane } from "./pane.ts";
import { useDraft } from "./use-draft.ts";
import { useMentions } from "./use-mentions.ts";
import { usePaste } from "./use-paste.ts";
import { useTemplates } from "./use-templates.ts";
import type { Uploads } from "./use-uploads.ts";
import type { Field } from "./word-menu.ts";

/** Somebody who has not pressed a key for so long no longer writes. */
const WRITES_MS = 8_000;
const IS_TOUCH = typeof matchMedia === "function" && matchMedia("(pointer: coarse)").matches;

/** What is written where, with which files. */
export interface Writing {
  readonly ticket: number;
  readonly pane: Pane;
  readonly conversation: LiveConversation;
  /** Its files: they can be dropped anywhere on the part. */
  readonly files: Uploads;
  readonly onWriting: (pane: Pane | undefined) => void;
}

/** How it stands, and what the field calls. */
export type Composing = ReturnType<typeof useComposing>;

/** The message that is being written in one part of a ticket. */
export function useComposing({ ticket, pane, conversation, files, onWriting }: Writing) {
  const { me } = useConsole();
  const { enterSends: wantsEnter } = usePreferences();
  const { store, messages } = conversation;
  const draft = useDraft(ticket, pane);
  const pasted = usePaste(files.add);
  const field = useRef<HTMLTextAreaElement>(null);
  const [cursor, setCursor] = useState(0);
  const [began, setBegan] = useState<Began>();
  const isNote = pane === "notes";
  const { text } = draft;
  const enterSends = wantsEnter && !IS_TOUCH;

  const written: Field = {
    text,
    cursor,
    replace(from, to, put) {
      // It may have been typed on while a template was filled in.
      const now = draft.text;
      const word = text.slice(from, to);
      const found = now.slice(from, to) === word ? from : now.lastIndexOf(word);
      const at = found < 0 ? now.length : found;
      const end = at + put.length;
      write(now.slice(0, at) + put + now.slice(found < 0 ? at : at + word.length), end);
      requestAnimationFrame(() => {
        // Who writes in another field by now goes on there.
        if (document.activeElement === field.current) field.current?.setSelectionRange(end, end);
      });
    },
  };
  const templates = useTemplates(ticket, pane, written);
  const mentions = useMentions(pane, written);
  const { menu } = isNote ? mentions : templates;

  const start: Began | undefined = began ?? (text !== "" && draft.since ? { at: draft.since } : undefined);
  const overtaken = isNote || text === "" ? undefined : overtakenBy(messages, start, me.public_id);
  const isUploading = files.uploads.some(({ status }) => status === "uploading");
  const attached = files.uploads.flatMap(({ id }) => (id ? [id] : []));
  const over = [...text].length - MAX_CHARACTERS;
  const canSend =
    (text.trim() !== "" || attached.length > 0) && !isUploading && over <= 0 && !templates.isRendering;

  useStopWriting(text, pane, onWriting);

  function write(next: string, at: number) {
    if (text === "" && next !== "") setBegan({ seq: messages.at(-1)?.seq ?? 0 });
    setCursor(at);
    menu.onText(next, at);
    draft.write(next);
    if (!isNote) store.typing(next !== "");
    if (next !== "") onWriting(pane);
  }

  function send() {
    if (!canSend) return;
    store.send({ text: text.trimEnd(), ...(attached.length > 0 ? { attachmentIds: attached } : {}) });
    draft.clear(text);
    files.clear();
    pasted.settle(false);
    setBegan(undefined);
    onWriting(undefined);
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (menu.onKey(event)) return;
    if (isKey(event, "Escape")) {
      event.currentTarget.blur();
      event.stopPropagation();
      event.preventDefault();
      return;
    }
    // What was overtaken is sent by the button, or by the keys that mean it.
    const meaning = enterMeaning(event, enterSends && !overtaken);
    if (meaning !== "send" && meaning !== "held") return;
    event.preventDefault();
    if (meaning === "send") send();
  }

  return {
    field,
    draft,
    text,
    write,
    setCursor,
    send,
    onKeyDown,
    pasted,
    templates,
    mentions,
    menu,
    /** The colleague who answered since this was begun. */
    overtaken,
    /** How many characters are too many; none, when it is not above zero. */
    over,
    canSend,
    enterSends,
    isNote,
    stopTyping: () => store.typing(false),
  };
}

/** After a pause nobody writes here any more. */
function useStopWriting(text: string, pane: Pane, onWriting: (pane: Pane | undefined) => void): void {
  const tell = useRef(onWriting);
  tell.current = onWriting;
  const wasWritten = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each letter begins the pause anew.
  useEffect(() => {
    if (!wasWritten.current) {
      wasWritten.current = true;
      return;
    }
    const timer = setTimeout(() => tell.current(undefined), WRITES_MS);
    return () => clearTimeout(timer);
  }, [text, pane]);
}
