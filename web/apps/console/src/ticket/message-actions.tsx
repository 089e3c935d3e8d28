// What one can do with a message: buttons that show when one points at it, a menu where one touches.

import type { Message } from "@liaison-chat/client";
import { IconButton } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { Menu, MenuItem } from "../parts/menu.tsx";
import { say } from "../parts/toasts.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";

const CANNOT_POINT = typeof matchMedia === "function" && matchMedia("(hover: none)").matches;

/** The deeds of a message. `relayTo`: to whom it can be passed on. */
export function MessageActions({
  message,
  relayTo,
  onRelay,
}: {
  readonly message: Message;
  readonly relayTo: string | undefined;
  readonly onRelay: ((message: Message, isEdited: boolean) => void) | undefined;
}): ReactNode {
  const texts = useTexts();
  const deeds = [
    ...(relayTo === undefined || !onRelay
      ? []
      : ([
          { icon: "relay", label: texts.messages.relay(relayTo), run: () => onRelay(message, false) },
          { icon: "edit", label: texts.messages.relayEdit(relayTo), run: () => onRelay(message, true) },
        ] as const)),
    ...(message.text
      ? ([
          {
            icon: "copy",
            label: texts.messages.copyText,
            run: () =>
              void navigator.clipboard.writeText(message.text).then(
                () => say(texts.actions.copied),
                (thrown) => say(reasonOf(thrown, texts), { tone: "bad" }),
              ),
          },
        ] as const)
      : []),
  ];
  if (deeds.length === 0) return null;
  if (CANNOT_POINT) {
    return (
      <Menu align="end" trigger={<IconButton icon="more" size="s" label={texts.actions.more} />}>
        {deeds.map(({ icon, label, run }) => (
          <MenuItem key={icon} icon={icon} onSelect={run}>
            {label}
          </MenuItem>
        ))}
      </Menu>
    );
  }
  return deeds.map(({ icon, label, run }) => (
    <IconButton key={icon} icon={icon} size="s" label={label} onClick={run} />
  ));
}
