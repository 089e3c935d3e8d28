// What one can do with a message: buttons that show when one points at it, a menu where one touches.

import type { ConversationStore, Message } from "@liaison-chat/client";
import { Field, IconButton, type IconName } from "@liaison-chat/ui";
import { type ReactNode, useState } from "react";
import { begunText, keepBegun } from "../parts/begun.ts";
import { Confirm } from "../parts/confirm.tsx";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Menu, MenuItem } from "../parts/menu.tsx";
import { say } from "../parts/toasts.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";

const CANNOT_POINT = typeof matchMedia === "function" && matchMedia("(hover: none)").matches;

interface MessageAction {
  readonly icon: IconName;
  readonly label: string;
  readonly run: () => void;
}

/** The actions on a message. `relayTo`: to whom it can be relayed. `canEdit`, `canDelete`: what `store` may be asked for. */
export function MessageActions({
  message,
  relayTo,
  onRelay,
  canEdit,
  canDelete,
  store,
}: {
  readonly message: Message;
  readonly relayTo: string | undefined;
  readonly onRelay: ((message: Message, isEdited: boolean) => void) | undefined;
  readonly canEdit: boolean;
  readonly canDelete: boolean;
  readonly store: ConversationStore;
}): ReactNode {
  const texts = useTexts();
  const [open, setOpen] = useState<"edit" | "delete">();
  const begun = `edit/${message.id}`;
  const actions: MessageAction[] = [];
  if (relayTo !== undefined && onRelay) {
    actions.push(
      { icon: "relay", label: texts.messages.relay(relayTo), run: () => onRelay(message, false) },
      { icon: "edit", label: texts.messages.relayEdit(relayTo), run: () => onRelay(message, true) },
    );
  }
  if (canEdit && message.text) {
    actions.push({ icon: "edit", label: texts.messages.edit, run: () => setOpen("edit") });
  }
  if (canDelete) actions.push({ icon: "trash", label: texts.messages.delete, run: () => setOpen("delete") });
  if (message.text) {
    actions.push({
      icon: "copy",
      label: texts.messages.copyText,
      run: () =>
        void navigator.clipboard.writeText(message.text).then(
          () => say(texts.actions.copied),
          (thrown) => say(reasonOf(thrown, texts), { tone: "bad" }),
        ),
    });
  }
  if (actions.length === 0) return null;
  return (
    <>
      {CANNOT_POINT ? (
        <Menu align="end" trigger={<IconButton icon="more" size="s" label={texts.actions.more} />}>
          {actions.map(({ icon, label, run }) => (
            <MenuItem key={icon} icon={icon} onSelect={run}>
              {label}
            </MenuItem>
          ))}
        </Menu>
      ) : (
        actions.map(({ icon, label, run }) => (
          <IconButton key={icon} icon={icon} size="s" label={label} onClick={run} />
        ))
      )}
      {open === "edit" ? (
        <FormDialog
          title={texts.messages.editTitle}
          lead={texts.messages.editLead}
          onClose={() => {
            keepBegun(begun, undefined);
            setOpen(undefined);
          }}
          onSave={(fields) => store.edit(message.id, String(fields.get("text")).trimEnd())}
        >
          <Field label={texts.messages.relayText}>
            {(ties) => (
              <textarea
                {...ties}
                name="text"
                required
                dir="auto"
                className="lia-input min-h-32 resize-y"
                defaultValue={begunText(begun) ?? message.text}
                onChange={(event) => keepBegun(begun, event.target.value)}
              />
            )}
          </Field>
        </FormDialog>
      ) : null}
      {open === "delete" ? (
        <Confirm
          title={texts.messages.deleteAsk}
          lead={texts.messages.deleteLead}
          action={texts.messages.delete}
          onClose={() => setOpen(undefined)}
          onConfirm={() => store.delete(message.id)}
        />
      ) : null}
    </>
  );
}
