// A file in a message: a picture, a recording to listen to, or a name to download.

import type { Attachment } from "@liaison-chat/client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useLiaison } from "../provider.tsx";
import { sizeOf } from "../words/formats.ts";
import { useSpeech } from "../words/speech.tsx";
import { Icon, IconButton } from "./icons.tsx";
import { saveFile, useFile } from "./use-file.ts";
import { Voice } from "./voice.tsx";

/** Shows a file of a message. */
export function AttachmentView({ file }: { file: Attachment }): ReactNode {
  if (file.content_type.startsWith("image/")) return <Picture file={file} />;
  if (file.content_type.startsWith("audio/")) return <Voice file={file} />;
  return <Other file={file} />;
}

function Picture({ file }: { file: Attachment }): ReactNode {
  const { say } = useSpeech();
  const { address, hasFailed } = useFile(file.thumbnail_url ?? file.url);
  const [isLarge, setLarge] = useState(false);
  if (hasFailed) return <Other file={file} />;
  const { width, height } = file;
  return (
    <>
      <button
        type="button"
        className="lia-picture"
        aria-label={say("enlarge", { name: file.name })}
        // The place is kept before the picture comes, so that nothing jumps.
        style={{ aspectRatio: width && height ? `${width} / ${height}` : "4 / 3" }}
        onClick={() => setLarge(true)}
      >
        {address && <img src={address} alt="" />}
      </button>
      {isLarge && <LargePicture file={file} onClose={() => setLarge(false)} />}
    </>
  );
}

/** The whole picture over the whole page. The browser keeps the focus in it and gives it back. */
function LargePicture({ file, onClose }: { file: Attachment; onClose: () => void }): ReactNode {
  const { say } = useSpeech();
  const { address } = useFile(file.url);
  const save = useSave(file);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="lia-lightbox"
      aria-label={file.name}
      onClose={onClose}
      // Escape closes the picture, not the chat behind it.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <p>
        <IconButton icon="download" label={say("download", { name: file.name })} onClick={save.download} />
        <IconButton icon="close" label={say("closePicture")} onClick={() => dialog.current?.close()} />
      </p>
      {address ? <img src={address} alt={file.name} /> : <span>{say("loading")}</span>}
    </dialog>
  );
}

function Other({ file }: { file: Attachment }): ReactNode {
  const { say, locale } = useSpeech();
  const save = useSave(file);
  return (
    <button
      type="button"
      className="lia-file"
      aria-label={say("download", { name: file.name })}
      onClick={save.download}
    >
      <Icon name={save.hasFailed ? "alert" : "file"} />
      <span>
        <bdi>{file.name}</bdi>
        <small>{save.hasFailed ? say("fileGone") : sizeOf(locale, file.size)}</small>
      </span>
      <Icon name="download" />
    </button>
  );
}

function useSave(file: Attachment) {
  const { rest } = useLiaison();
  const [hasFailed, setFailed] = useState(false);
  const load = () => rest.download(file.url);
  return {
    hasFailed,
    download: () => {
      setFailed(false);
      saveFile(load, file.name).catch(() => setFailed(true));
    },
  };
}
