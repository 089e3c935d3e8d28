// The live chat of a customer or visitor, as a part of a page.

import type { CSSProperties, ReactNode } from "react";
import { SessionView } from "./parts.tsx";
import { Surface } from "./surface.tsx";

/** What `SessionChat` takes. */
export interface SessionChatProps {
  readonly style?: CSSProperties | undefined;
  /** Shows a button that closes the chat. */
  readonly onClose?: (() => void) | undefined;
}

/** The chat. It fills the box it is given. */
export function SessionChat({ style, ...props }: SessionChatProps): ReactNode {
  return (
    <Surface className="lia-box" style={style}>
      <SessionView {...props} />
    </Surface>
  );
}
