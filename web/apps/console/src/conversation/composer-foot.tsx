// Below the field: files to choose, how it stands with what is written, and the button that sends it.

import { Button, Spinner } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { SEND_KEYS } from "../shell/keys.ts";
import { useTexts } from "../texts/texts.ts";
import { FilePicker } from "./composer-files.tsx";
import type { Composing } from "./use-composing.ts";
import type { Uploads } from "./use-uploads.ts";

/** The foot of a field. */
export function ComposerFoot({
  composing,
  files,
}: {
  readonly composing: Composing;
  readonly files: Uploads;
}): ReactNode {
  const texts = useTexts();
  const { isNote, overtaken, canSend, enterSends, send } = composing;
  return (
    <div className="composer-foot flex items-center gap-1 px-1.5 pb-1.5">
      <FilePicker files={files} />
      <span className="composer-state min-w-0 flex-1 truncate px-1 text-xs text-muted" aria-live="polite">
        <Standing composing={composing} />
      </span>
      <Button
        size="s"
        look={isNote ? "note" : "primary"}
        icon={isNote ? "note" : "send"}
        disabled={!canSend}
        title={texts.composer.hintSend(enterSends ? "Enter" : SEND_KEYS.join("+"))}
        onClick={send}
      >
        <span className="composer-send">
          {isNote ? texts.composer.addNote : overtaken ? texts.composer.sendAnyway : texts.composer.send}
        </span>
      </Button>
    </div>
  );
}

function Standing({ composing: { templates, over, draft, text } }: { readonly composing: Composing }) {
  const texts = useTexts();
  if (templates.isRendering) {
    return (
      <span className="inline-flex items-center gap-1">
        <Spinner size={12} /> {texts.composer.rendering}
      </span>
    );
  }
  if (over > 0) return <span className="text-bad">{texts.composer.tooLong(over)}</span>;
  if (draft.state === "failed" && text !== "")
    return <span className="text-warn">{texts.composer.draftNotKept}</span>;
  return draft.state === "saved" ? texts.composer.draftKept : null;
}
