// The button on an order's page that opens its conversation.

import { type CSSProperties, type ReactNode, useRef, useState } from "react";
import type { ChatOf } from "../chat/chat-of.ts";
import { useSpeech } from "../words/speech.tsx";
import { Icon } from "./icons.tsx";
import { Panel, prepareChat, TicketView } from "./parts.tsx";
import { Surface } from "./surface.tsx";

/** What `ContactSupportButton` takes: one of `ticketId` and `orderId`. */
export interface ContactSupportButtonProps extends ChatOf {
  readonly style?: CSSProperties | undefined;
  /** Hears that the chat was closed. */
  readonly onClose?: (() => void) | undefined;
  /** Instead of "Contact support". */
  readonly children?: ReactNode;
}

/** Opens the conversation about an order. */
export function ContactSupportButton(props: ContactSupportButtonProps): ReactNode {
  return (
    <Surface className="lia-contact">
      <Contact {...props} />
    </Surface>
  );
}

function Contact({ ticketId, orderId, style, onClose, children }: ContactSupportButtonProps): ReactNode {
  const { say } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
    onClose?.();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="lia-button lia-contact-button"
        style={style}
        aria-expanded={isOpen}
        onPointerEnter={prepareChat}
        onFocus={prepareChat}
        onClick={() => setOpen(true)}
      >
        <Icon name="chat" />
        {children ?? say("contactSupport")}
      </button>
      {isOpen && (
        <Panel onClose={close}>
          <TicketView ticketId={ticketId} orderId={orderId} takesFocus={true} onClose={close} />
        </Panel>
      )}
    </>
  );
}
