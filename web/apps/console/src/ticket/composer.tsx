// Where one writes. It says to whom, all the time: its colour, its name, its button.

import type { ConversationSnapshot, ConversationStore } from "@liaison-chat/client";
import { Avatar, Banner, Button, FileTile, fileSize, Icon, IconButton, Spinner } from "@liaison-chat/ui";
import {
  type ClipboardEvent,
  type DragEvent,
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
import { useLocale, useTexts } from "../texts/texts.ts";
import { composerId } from "./composer-focus.ts";
import { type Began, overtakenBy } from "./overtaken.ts";
import type { Pane } from "./pane.ts";
import { Suggestions } from "./suggestions.tsx";
import { presenceOf } from "./use-colleagues.ts";
import { useDraft } from "./use-draft.ts";
import { useMentions } from "./use-mentions.ts";
import { useTemplates } from "./use-templates.ts";
import { useUploads } from "./use-uploads.ts";
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
  onWriting,
}: {
  readonly ticket: number;
  readonly pane: Pane;
  readonly name: string;
  readonly conversation: ConversationSnapshot & { readonly store: ConversationStore };
  readonly onWriting: (pane: Pane | undefined) => void;
}): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  const { me } = useConsole();
  const { enterSends } = usePreferences();
  const { store, messages } = conversation;
  const { draft, since } = useDraft(ticket, pane);
  const { uploads, add, retry, remove, clear, config } = useUploads();
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [cursor, setCursor] = useState(0);
  const [isOver, setOver] = useState(false);
  const [began, setBegan] = useState<Began>();
  const isNote = pane === "notes";
  const text = draft.text;

  const written: Field = {
    text,
    cursor,
    replace(from, to, put) {
      const next = text.slice(0, from) + put + text.slice(to);
      write(next, from + put.length);
      requestAnimationFrame(() => {
        field.current?.focus();
        field.current?.setSelectionRange(from + put.length, from + put.length);
      });
    },
  };
  const templates = useTemplates(ticket, pane, written);
  const mentions = useMentions(pane, written);
  const { menu } = isNote ? mentions : templates;

  const start: Began | undefined = began ?? (text !== "" && since ? { at: since } : undefined);
  const overtaken = isNote || text === "" ? undefined : overtakenBy(messages, start, me.public_id);
  const isUploading = uploads.some(({ status }) => status === "uploading");
  const files = uploads.flatMap(({ id }) => (id ? [id] : []));
  const over = [...text].length - MOST;
  const canSend =
    (text.trim() !== "" || files.length > 0) && !isUploading && over <= 0 && !templates.isRendering;
  const limit = config ? texts.composer.attachLimit(fileSize(config.max_file_bytes, locale)) : "";

  useStopWriting(text, pane, onWriting);
  useGrowing(field, text);

  function write(next: string, at: number) {
    if (text === "" && next !== "") setBegan({ seq: messages.at(-1)?.seq ?? 0 });
    setCursor(at);
    menu.onText(next, at);
    draft.write(next);
    if (next === "") return;
    onWriting(pane);
    if (!isNote) store.typing();
  }

  function send() {
    if (!canSend) return;
    store.send({ text: text.trim(), ...(files.length > 0 ? { attachmentIds: files } : {}) });
    draft.clear();
    clear();
    setBegan(undefined);
    onWriting(undefined);
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (menu.onKey(event)) return;
    if (event.key === "Escape") {
      event.currentTarget.blur();
      event.stopPropagation();
      event.preventDefault();
      return;
    }
    if (event.key !== "Enter" || event.nativeEvent.isComposing || event.shiftKey || event.altKey) return;
    const isForced = event.ctrlKey || event.metaKey;
    // What was overtaken is sent by the button, or by the keys that mean it.
    if (!isForced && (!enterSends || IS_TOUCH || overtaken)) return;
    event.preventDefault();
    send();
  }

  function onPaste(event: ClipboardEvent) {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0) return;
    event.preventDefault();
    add(pasted);
  }

  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files can be dropped here; the button does the same by keys.
    <div
      className={`relative rounded-lg border border-edge bg-surface ${EDGES[pane]}`}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        add(event.dataTransfer.files);
      }}
    >
      {isOver ? (
        <div className="absolute inset-0 z-10 flex items-center justify-center rounded-lg bg-accent-soft font-semibold text-accent-soft-on">
          {texts.composer.drop(limit)}
        </div>
      ) : null}
      {templates.menu.isOpen ? (
        <Suggestions
          {...templates}
          id={listId}
          title={texts.composer.templates}
          none={texts.composer.noTemplates}
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
        onPaste={onPaste}
      />
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
          ) : draft.state === "failed" ? (
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
          title={texts.composer.hintSend(enterSends && !IS_TOUCH ? "Enter" : "Ctrl+Enter")}
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
