// The chat of a brand or a creator with support, as a part of a page.

import type { CSSProperties, ReactNode } from "react";
import type { ChatOf } from "../chat/chat-of.ts";
import { TicketView } from "./parts.tsx";
import { Surface } from "./surface.tsx";

/** What `TicketChat` takes: one of `ticketId` and `orderId`. */
export interface TicketChatProps extends ChatOf {
  readonly style?: CSSProperties | undefined;
  /** Shows a button that closes the chat. */
  readonly onClose?: (() => void) | undefined;
}

/** The chat. It fills the box it is given. */
export function TicketChat({ style, ...props }: TicketChatProps): ReactNode {
  return (
    <Surface className="lia-box" style={style}>
      <TicketView {...props} />
    </Surface>
  );
}
