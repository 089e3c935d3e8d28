// The labels: to be read by all staff, changed by team leads and above.

import type { LabelColor, WorkspaceLabel } from "@liaison-chat/client";
import { Button, Empty, IconButton, TextField } from "@liaison-chat/ui";
import { type ReactNode, useState } from "react";
import { isAtLeast, useConsole } from "../auth/console-context.tsx";
import { LABEL_COLORS, LabelDot } from "../labels/label.tsx";
import { LABELS_KEY, useLabels } from "../labels/use-labels.ts";
import { Confirm } from "../parts/confirm.tsx";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Asked, Page, Sheet } from "../parts/page.tsx";
import { useTexts } from "../texts/texts.ts";
import { useListPage } from "./use-list-page.ts";

/** The page of labels. */
export function LabelsPage(): ReactNode {
  const texts = useTexts();
  const { liaison, me } = useConsole();
  const query = useLabels();
  const { form, leaving, add, edit, leave, close, refresh } = useListPage<WorkspaceLabel>(LABELS_KEY);
  const canWrite = isAtLeast(me, "team_lead");
  const addButton = (
    <Button look="primary" icon="plus" onClick={add}>
      {texts.labels.add}
    </Button>
  );
  return (
    <Page title={texts.labels.title} lead={texts.labels.lead} action={canWrite ? addButton : null}>
      {canWrite ? null : <p className="text-muted">{texts.labels.readOnly}</p>}
      <Asked query={query}>
        {(items) => (
          <Sheet>
            {items.length === 0 ? (
              <Empty icon="tag" title={texts.labels.none} action={canWrite ? addButton : undefined}>
                {texts.labels.noneLead}
              </Empty>
            ) : (
              <ul>
                {items.map((label) => (
                  <Line
                    key={label.id}
                    label={label}
                    canWrite={canWrite}
                    onEdit={() => edit(label)}
                    onDelete={() => leave(label)}
                  />
                ))}
              </ul>
            )}
          </Sheet>
        )}
      </Asked>
      {form ? (
        <LabelForm label={form === "new" ? undefined : form} onClose={close} onSaved={refresh} />
      ) : null}
      {leaving ? (
        <Confirm
          title={texts.labels.deleteAsk(leaving.name)}
          lead={texts.labels.deleteLead}
          action={texts.actions.delete}
          onClose={close}
          onConfirm={async () => {
            await liaison.rest.call("DELETE /crm/labels/{id}", { path: { id: leaving.id } });
            await refresh();
          }}
        />
      ) : null}
    </Page>
  );
}

function Line({
  label,
  canWrite,
  onEdit,
  onDelete,
}: {
  readonly label: WorkspaceLabel;
  readonly canWrite: boolean;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}) {
  const texts = useTexts();
  return (
    <li className="flex min-h-12 items-center gap-3 border-b border-line px-4 py-2 last:border-0 hover:bg-hover">
      <LabelDot of={label.color} />
      <bdi className="min-w-0 flex-1 truncate font-medium">{label.name}</bdi>
      <span className="flex-none text-sm text-muted tabular-nums">{texts.labels.tickets(label.tickets)}</span>
      {canWrite ? (
        <span className="flex flex-none">
          <IconButton
            icon="edit"
            size="s"
            label={texts.joined.pair(texts.labels.edit, label.name)}
            onClick={onEdit}
          />
          <IconButton
            icon="trash"
            size="s"
            label={texts.joined.pair(texts.actions.delete, label.name)}
            onClick={onDelete}
          />
        </span>
      ) : null}
    </li>
  );
}

function LabelForm({
  label,
  onClose,
  onSaved,
}: {
  readonly label: WorkspaceLabel | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => Promise<unknown>;
}) {
  const texts = useTexts();
  const { liaison } = useConsole();
  const [color, setColor] = useState<LabelColor>(label?.color ?? "gray");

  async function save(fields: FormData) {
    const body = { name: String(fields.get("name")).trim(), color };
    if (label) await liaison.rest.call("PATCH /crm/labels/{id}", { path: { id: label.id }, body });
    else await liaison.rest.call("POST /crm/labels", { body });
    await onSaved();
  }

  return (
    <FormDialog
      title={label ? texts.labels.edit : texts.labels.add}
      width={420}
      onClose={onClose}
      onSave={save}
    >
      <TextField
        label={texts.labels.name}
        name="name"
        required
        maxLength={40}
        dir="auto"
        defaultValue={label?.name}
      />
      <fieldset>
        <legend className="lia-label mb-1.5">{texts.labels.color}</legend>
        <div className="flex flex-wrap gap-1.5">
          {LABEL_COLORS.map((option) => (
            <label
              key={option}
              className="flex h-8 cursor-pointer items-center gap-1.5 rounded-full border border-line px-2.5 text-sm has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-soft-on has-focus-visible:outline-2 has-focus-visible:outline-(--lia-focus)"
            >
              <input
                type="radio"
                name="color"
                className="lia-hidden"
                checked={option === color}
                onChange={() => setColor(option)}
              />
              <LabelDot of={option} />
              {texts.labels.colors[option]}
            </label>
          ))}
        </div>
      </fieldset>
    </FormDialog>
  );
}
