// Writing a message: the draft, the menus that open while one types, what speaks against sending it, and sending it.

import { composerOf, isKey } from "@liaison-chat/react/logic";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useConsole } from "../auth/console-context.tsx";
import type { CaseRef } from "../inbox/case-key.ts";
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
  readonly of: CaseRef;
  readonly pane: Pane;
  readonly conversation: LiveConversation;
  /** Its files: they can be dropped anywhere on the part. */
  readonly files: Uploads;
  readonly onWriting: (pane: Pane | undefined) => void;
}

/** How it stands, and what the field calls. */
export type Composing = ReturnType<typeof useComposing>;

/** The message that is being written in one part of a case. */
export function useComposing({ of, pane, conversation, files, onWriting }: Writing) {
  const { me } = useConsole();
  const { enterSends: wantsEnter } = usePreferences();
  const { store, messages } = conversation;
  const draft = useDraft(of, pane);
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
  const templates = useTemplates(of, pane, written);
  const mentions = useMentions(pane, written);
  const { menu } = isNote ? mentions : templates;

  const start: Began | undefined = began ?? (text !== "" && draft.since ? { at: draft.since } : undefined);
  const overtaken = isNote || text === "" ? undefined : overtakenBy(messages, start, me.public_id);
  const composer = composerOf({
    store,
    text,
    onText: draft.write.bind(draft),
    files,
    isHeld: templates.isRendering,
    // Colleagues do not look whether someone begins a note.
    isSilent: isNote,
    onSend(words, ready) {
      const attachmentIds = ready.map(({ id }) => id);
      store.send({ text: words, ...(attachmentIds.length > 0 ? { attachmentIds } : {}) });
      draft.clear(text);
      files.clear();
      pasted.settle(false);
      setBegan(undefined);
      onWriting(undefined);
      field.current?.focus();
    },
  });

  useStopWriting(text, pane, onWriting);

  function write(next: string, at: number) {
    if (text === "" && next !== "") setBegan({ seq: messages.at(-1)?.seq ?? 0 });
    setCursor(at);
    menu.onText(next, at);
    composer.write(next);
    if (next !== "") onWriting(pane);
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
    composer.onKey(event, enterSends && !overtaken);
  }

  return {
    field,
    draft,
    text,
    write,
    setCursor,
    send: composer.send,
    onKeyDown,
    pasted,
    templates,
    mentions,
    menu,
    /** The colleague who answered since this was begun. */
    overtaken,
    /** How many characters are too many; none, when it is not above zero. */
    over: composer.tooMany,
    canSend: composer.canSend,
    enterSends,
    isNote,
    stopTyping: composer.stopTyping,
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
