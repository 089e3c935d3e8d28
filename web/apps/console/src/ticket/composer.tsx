// Where one writes. It says to whom, all the time: its colour, its name, its button.

import type { ConversationSnapshot, ConversationStore } from "@liaison-chat/client";
import { enterMeaning, isKey } from "@liaison-chat/react/logic";
import { Avatar, Banner, Button, FileTile, fileSize, Icon, IconButton, Spinner } from "@liaison-chat/ui";
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { usePreferences } from "../preferences/use-preferences.ts";
import { useConsole } from "../session/console-context.tsx";
import { SEND_KEYS } from "../shell/keys.ts";
import { useLocale, useTexts } from "../texts/texts.ts";
import { composerId } from "./composer-focus.ts";
import { NoTemplates, PictureOffer, WordsFromElsewhere } from "./composer-notices.tsx";
import { type Began, overtakenBy } from "./overtaken.ts";
import type { Pane } from "./pane.ts";
import { Suggestions } from "./suggestions.tsx";
import { presenceOf } from "./use-colleagues.ts";
import { useDraft } from "./use-draft.ts";
import { useMentions } from "./use-mentions.ts";
import { usePaste } from "./use-paste.ts";
import { useTemplates } from "./use-templates.ts";
import type { Uploads } from "./use-uploads.ts";
import type { Field } from "./word-menu.ts";

/** The most that the server takes. */
const MOST = 10_000;
/** Somebody who has not pressed a key for so long no longer writes. */
const WRITES_MS = 8_000;
const IS_TOUCH = typeof matchMedia === "function" && matchMedia("(pointer: coarse)").matches;

const EDGES: Record<Pane, string> = {
  brand_agent: "focus-within:border-brand",
  creator_agent: "focus-within:border-creator",
  notes: "border-note-line bg-note-soft focus-within:border-note",
};

/** The field of one part of a ticket. */
export function Composer({
  ticket,
  pane,
  name,
  conversation,
  files,
  onWriting,
}: {
  readonly ticket: number;
  readonly pane: Pane;
  readonly name: string;
  readonly conversation: ConversationSnapshot & { readonly store: ConversationStore };
  /** Its files: they can be dropped anywhere on the part. */
  readonly files: Uploads;
  readonly onWriting: (pane: Pane | undefined) => void;
}): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const { me } = useConsole();
  const { enterSends } = usePreferences();
  const { store, messages } = conversation;
  const draft = useDraft(ticket, pane);
  const { uploads, add, retry, remove, clear, config, limit } = files;
  const pasted = usePaste(add);
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [cursor, setCursor] = useState(0);
  const [began, setBegan] = useState<Began>();
  const isNote = pane === "notes";
  const text = draft.text;

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
  const isUploading = uploads.some(({ status }) => status === "uploading");
  const attached = uploads.flatMap(({ id }) => (id ? [id] : []));
  const over = [...text].length - MOST;
  const canSend =
    (text.trim() !== "" || attached.length > 0) && !isUploading && over <= 0 && !templates.isRendering;

  useStopWriting(text, pane, onWriting);
  useGrowing(field, text);

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
    clear();
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
    const meaning = enterMeaning(event, enterSends && !IS_TOUCH && !overtaken);
    if (meaning !== "send" && meaning !== "held") return;
    event.preventDefault();
    if (meaning === "send") send();
  }

  return (
    <div className={`relative rounded-lg border border-edge bg-surface ${EDGES[pane]}`}>
      {templates.menu.isOpen ? (
        <Suggestions
          {...templates}
          id={listId}
          title={texts.composer.templates}
          none={<NoTemplates areThere={templates.areThere} />}
          keyOf={({ id }) => id}
        >
          {({ shortcut, title, body }) => (
            <>
              <span dir="ltr" className="flex-none font-mono text-sm text-accent">
                /{shortcut}
              </span>
              <span className="min-w-0 flex-1 truncate">
                <bdi>{title}</bdi> <bdi className="text-muted">{body}</bdi>
              </span>
            </>
          )}
        </Suggestions>
      ) : null}
      {mentions.menu.isOpen ? (
        <Suggestions
          {...mentions}
          id={listId}
          title={texts.composer.colleagues}
          none={texts.composer.noColleague}
          keyOf={({ id }) => id}
        >
          {(colleague) => (
            <>
              <Avatar name={colleague.name} size="s" presence={presenceOf(colleague)} />
              <span className="min-w-0 flex-1 truncate">
                <bdi>{colleague.name}</bdi>{" "}
                <span className="text-muted">
                  {texts.roles[colleague.role]}
                  {colleague.team ? ` · ${colleague.team}` : ""}
                </span>
              </span>
            </>
          )}
        </Suggestions>
      ) : null}
      {overtaken ? (
        <div className="overflow-hidden rounded-t-lg">
          <Banner tone="warn">{texts.composer.overtaken(overtaken.name)}</Banner>
        </div>
      ) : null}
      {draft.elsewhere ? (
        <WordsFromElsewhere words={draft.elsewhere} onSettle={(isWanted) => draft.settle(isWanted)} />
      ) : null}
      <p className="flex items-center gap-1.5 px-3 pt-2 text-xs font-semibold">
        {isNote ? (
          <span className="flex items-center gap-1 text-note">
            <Icon name="lock" size={12} />
            {texts.composer.noteBadge}
          </span>
        ) : (
          <span className={pane === "brand_agent" ? "text-brand" : "text-creator"}>
            {texts.composer.to(name)}
          </span>
        )}
      </p>
      <textarea
        ref={field}
        id={composerId(pane)}
        rows={2}
        // An empty field runs as the page does, and with it the words that stand in for a text.
        dir={text === "" ? undefined : "auto"}
        aria-label={isNote ? texts.composer.noteLabel : texts.composer.label(name)}
        aria-autocomplete="list"
        aria-controls={menu.isOpen ? listId : undefined}
        aria-activedescendant={menu.isOpen && menu.found.length > 0 ? `${listId}-${menu.at}` : undefined}
        placeholder={isNote ? texts.composer.notePlaceholder : texts.composer.placeholder(name)}
        className="block max-h-[40dvh] min-h-12 w-full resize-none bg-transparent px-3 pt-0.5 pb-1 text-lg outline-none placeholder:text-faint"
        value={text}
        onChange={(event) => write(event.target.value, event.target.selectionStart)}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onPaste={pasted.onPaste}
        onBlur={() => store.typing(false)}
      />
      {pasted.offered.length > 0 ? (
        <PictureOffer
          onSettle={(isWanted) => {
            pasted.settle(isWanted);
            field.current?.focus();
          }}
        />
      ) : null}
      {uploads.length > 0 ? (
        <div className="flex flex-wrap gap-1.5 px-3 pb-2">
          {uploads.map((upload) => (
            <FileTile
              key={upload.key}
              name={upload.file.name}
              detail={
                upload.status === "failed"
                  ? (upload.problem ?? "")
                  : upload.status === "uploading"
                    ? texts.composer.uploading
                    : fileSize(upload.file.size, locale)
              }
              picture={upload.picture}
              share={upload.status === "uploading" ? upload.share : undefined}
              isFailed={upload.status === "failed"}
              action={
                <>
                  {upload.status === "failed" ? (
                    <IconButton
                      icon="retry"
                      size="s"
                      label={texts.composer.retry(upload.file.name)}
                      onClick={() => retry(upload)}
                    />
                  ) : null}
                  <IconButton
                    icon="close"
                    size="s"
                    label={texts.composer.remove(upload.file.name)}
                    onClick={() => remove(upload.key)}
                  />
                </>
              }
            />
          ))}
        </div>
      ) : null}
      <div className="flex items-center gap-1 px-1.5 pb-1.5">
        <IconButton
          icon="attach"
          size="s"
          label={texts.composer.attach(limit)}
          onClick={() => picker.current?.click()}
        />
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          accept={config?.file_types.join(",")}
          onChange={(event) => {
            add(event.target.files ?? []);
            event.target.value = "";
          }}
        />
        <span className="min-w-0 flex-1 truncate px-1 text-xs text-muted" aria-live="polite">
          {templates.isRendering ? (
            <span className="inline-flex items-center gap-1">
              <Spinner size={12} /> {texts.composer.rendering}
            </span>
          ) : over > 0 ? (
            <span className="text-bad">{texts.composer.tooLong(over)}</span>
          ) : draft.state === "failed" && text !== "" ? (
            <span className="text-warn">{texts.composer.draftNotKept}</span>
          ) : draft.state === "saved" ? (
            texts.composer.draftKept
          ) : null}
        </span>
        <Button
          size="s"
          look={isNote ? "note" : "primary"}
          icon={isNote ? "note" : "send"}
          disabled={!canSend}
          title={texts.composer.hintSend(enterSends && !IS_TOUCH ? "Enter" : SEND_KEYS.join("+"))}
          onClick={send}
        >
          {isNote ? texts.composer.addNote : overtaken ? texts.composer.sendAnyway : texts.composer.send}
        </Button>
      </div>
    </div>
  );
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

/** As high as its text. */
function useGrowing(field: { readonly current: HTMLTextAreaElement | null }, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what makes it grow.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.blockSize = "auto";
    element.style.blockSize = `${element.scrollHeight}px`;
  }, [field, text]);
}
