// Where one writes, speaks, and adds files.

import type { ConversationStore, UploadedFile } from "@liaison-chat/client";
import { type ClipboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { type ComposerFiles, composerOf } from "../chat/composing.ts";
import { ACCEPTED, MAX_FILE_BYTES, MAX_FILES } from "../chat/file-limits.ts";
import { useManner } from "../provider.tsx";
import { sizeOf } from "../words/formats.ts";
import { useSpeech } from "../words/speech.tsx";
import { draftOf, followDraft, keepDraft } from "./draft.ts";
import { Icon, IconButton } from "./icons.tsx";
import { insertText } from "./insert-text.ts";
import { isTouch } from "./is-touch.ts";
import { judgePaste, Recorder, Tray } from "./parts.tsx";
import { readClipboard } from "./read-clipboard.ts";
import { useGrowing } from "./use-growing.ts";

/** What the composer takes. */
interface ComposerProps {
  readonly store: ConversationStore;
  /** Files chosen, pasted or dropped for this message. */
  readonly files: readonly File[];
  readonly takesFocus: boolean;
  readonly onFiles: (change: (before: readonly File[]) => readonly File[]) => void;
  readonly onSend: (text: string, files: readonly UploadedFile[]) => void;
}

const NO_FILES: ComposerFiles = { ready: [], isBusy: false };

/** Whether this browser can record at all: it may not, on a page without https. */
const canRecord = (): boolean =>
  typeof MediaRecorder !== "undefined" && navigator.mediaDevices?.getUserMedia !== undefined;

/** Takes a message. Enter sends it; on touch screens Enter is a new line. */
export function Composer({ store, files, takesFocus, onFiles, onSend }: ComposerProps): ReactNode {
  const { say } = useSpeech();
  const [text, setText] = useState(() => draftOf(store.name));
  const area = useRef<HTMLTextAreaElement>(null);
  const [tray, setTray] = useState(NO_FILES);
  const [isSpeaking, setSpeaking] = useState(false);
  const [isSpoken, setSpoken] = useState(false);
  /** Pictures of what was pasted as text. */
  const [offered, setOffered] = useState<readonly File[]>([]);
  const isBusy = tray.isBusy || (files.length > 0 && tray === NO_FILES);
  const { tooMany, canSend, write, send, onKey, stopTyping } = composerOf({
    store,
    text,
    onText(words) {
      setText(words);
      keepDraft(store.name, words);
    },
    files: { ready: tray.ready, isBusy },
    onSend(words, ready) {
      onSend(words, ready);
      write("");
      onFiles(() => []);
      setTray(NO_FILES);
      setOffered([]);
      area.current?.focus();
    },
  });
  const add = (fresh: Iterable<File>) => {
    // Taken now: the list of an input is emptied before React asks for the change.
    const chosen = [...fresh];
    onFiles((before) => [...before, ...chosen].slice(0, MAX_FILES));
  };
  useEffect(() => followDraft(store.name, setText), [store]);
  // A voice message is sent as soon as it is there: that was the wish when the recording ended.
  useEffect(() => {
    if (!isSpoken || isBusy || files.length === 0) return;
    setSpoken(false);
    send();
  });
  useEffect(() => {
    // On a touch screen the keyboard would cover what one came to read.
    if (takesFocus && !isTouch()) area.current?.focus();
  }, [takesFocus]);
  useGrowing(area, text);

  const pasted = (event: ClipboardEvent) => {
    const clipboard = readClipboard(event.clipboardData);
    // Plain text is the browser's own affair.
    if (clipboard.files.length === 0 && (clipboard.text ? !/<table/i.test(clipboard.html) : !clipboard.html))
      return setOffered([]);
    event.preventDefault();
    void judgePaste(clipboard).then(({ text: words, attach, offer }) => {
      setOffered(offer);
      add(attach);
      if (area.current && (words !== undefined || attach.length === 0))
        insertText(area.current, words ?? clipboard.text);
    });
  };

  if (isSpeaking) {
    const end = (file?: File) => {
      setSpeaking(false);
      if (!file) return;
      add([file]);
      setSpoken(true);
    };
    return <Recorder onEnd={end} />;
  }
  return (
    <div className="lia-composer-place">
      {files.length > 0 && (
        <Tray
          files={files}
          onRemove={(file) => onFiles((before) => before.filter((one) => one !== file))}
          onState={setTray}
        />
      )}
      {tooMany > 0 && (
        <p className="lia-bad" role="alert">
          {say("tooLong", { count: tooMany })}
        </p>
      )}
      {offered.length > 0 && (
        <p className="lia-offer" role="status">
          <button
            type="button"
            className="lia-button"
            onClick={() => {
              add(offered);
              setOffered([]);
              area.current?.focus();
            }}
          >
            {say("imageToo")}
          </button>
        </p>
      )}
      <div className="lia-composer">
        <textarea
          ref={area}
          rows={1}
          // An empty field runs as the page does, and with it the words that stand in for a text.
          dir={text === "" ? undefined : "auto"}
          value={text}
          placeholder={say("write")}
          aria-label={say("write")}
          onInput={(event) => write(event.currentTarget.value)}
          onBlur={stopTyping}
          onKeyDown={(event) => onKey(event, !isTouch())}
          onPaste={pasted}
        />
        <Tools canSend={canSend} onFiles={add} onSpeak={() => setSpeaking(true)} onSend={send} />
      </div>
    </div>
  );
}

/** The buttons beside the field: files, a voice, sending. */
function Tools({
  canSend,
  onFiles,
  onSpeak,
  onSend,
}: {
  canSend: boolean;
  onFiles: (files: Iterable<File>) => void;
  onSpeak: () => void;
  onSend: () => void;
}): ReactNode {
  const { say, locale } = useSpeech();
  const { maxFileBytes = MAX_FILE_BYTES } = useManner();
  const picker = useRef<HTMLInputElement>(null);
  const label = `${say("attach")}: ${say("limits", { size: sizeOf(locale, maxFileBytes) })}`;
  return (
    <div className="lia-composer-tools">
      <button
        type="button"
        className="lia-icon-button"
        aria-label={label}
        title={label}
        onClick={() => picker.current?.click()}
      >
        <Icon name="clip" />
      </button>
      <input
        ref={picker}
        type="file"
        hidden={true}
        multiple={true}
        accept={ACCEPTED}
        aria-label={say("attach")}
        onChange={(event) => {
          onFiles(event.currentTarget.files ?? []);
          event.currentTarget.value = "";
        }}
      />
      {canRecord() && <IconButton icon="mic" label={say("record")} onClick={onSpeak} />}
      <IconButton
        icon="send"
        className="lia-send"
        label={say("send")}
        isDisabled={!canSend}
        onClick={onSend}
      />
    </div>
  );
}
