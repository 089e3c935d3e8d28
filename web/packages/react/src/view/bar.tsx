// The line at the top of a chat: the ways back and out, and what it is called between them.

import type { ReactNode } from "react";
import { useSpeech } from "../words/speech.tsx";
import type { ChatFrame } from "./chat-view.tsx";
import { IconButton } from "./icons.tsx";

/** Shows it around its name. */
export function Bar({ onBack, onClose, children }: ChatFrame & { children: ReactNode }): ReactNode {
  const { say } = useSpeech();
  return (
    <div className="lia-bar">
      {onBack && <IconButton icon="back" className="lia-flip" label={say("back")} onClick={onBack} />}
      {children}
      {onClose && <IconButton icon="close" label={say("close")} onClick={onClose} />}
    </div>
  );
}
