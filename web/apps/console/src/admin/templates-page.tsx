// The templates: to be read by all staff, changed by team leads and above.

import type { ChannelType, Template } from "@liaison-chat/client";
import { Badge, Button, Empty, Field, IconButton, RelativeTime, Select, TextField } from "@liaison-chat/ui";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef } from "react";
import { allTemplates, TEMPLATES_KEY } from "../api/all-templates.ts";
import { isAtLeast, useConsole } from "../auth/console-context.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Asked, Page, Sheet } from "../parts/page.tsx";
import { useLocale, useTexts } from "../texts/texts.ts";
import { useListPage } from "./use-list-page.ts";

const VARIABLES = ["party.name", "agent.name", "order.title", "order.id", "order.amount", "ticket.id"];

/** The page of templates. */
export function TemplatesPage(): ReactNode {
  const texts = useTexts();
  const { liaison, me } = useConsole();
  const query = useQuery({ queryKey: TEMPLATES_KEY, queryFn: () => allTemplates(liaison) });
  const { form, leaving, add, edit, leave, close, refresh } = useListPage<Template>(TEMPLATES_KEY);
  const canWrite = isAtLeast(me, "team_lead");
  const addButton = (
    <Button look="primary" icon="plus" onClick={add}>
      {texts.templates.add}
    </Button>
  );
  return (
    <Page title={texts.templates.title} lead={texts.templates.lead} action={canWrite ? addButton : null}>
      {canWrite ? null : <p className="text-muted">{texts.templates.readOnly}</p>}
      <Asked query={query}>
        {(items) => (
          <Sheet>
            {items.length === 0 ? (
              <Empty icon="template" title={texts.templates.none} action={canWrite ? addButton : undefined}>
                {texts.templates.noneLead}
              </Empty>
            ) : (
              <ul>
                {items.map((template) => (
                  <Line
                    key={template.id}
                    template={template}
                    canWrite={canWrite}
                    onEdit={() => edit(template)}
                    onDelete={() => leave(template)}
                  />
                ))}
              </ul>
            )}
          </Sheet>
        )}
      </Asked>
      {form ? (
        <TemplateForm template={form === "new" ? undefined : form} onClose={close} onSaved={refresh} />
      ) : null}
      {leaving ? (
        <Confirm
          title={texts.templates.deleteAsk(leaving.title)}
          lead={texts.templates.deleteLead}
          action={texts.actions.delete}
          onClose={close}
          onConfirm={async () => {
            await liaison.rest.call("DELETE /crm/templates/{id}", { path: { id: leaving.id } });
            await refresh();
          }}
        />
      ) : null}
    </Page>
  );
}

function Line({
  template,
  canWrite,
  onEdit,
  onDelete,
}: {
  readonly template: Template;
  readonly canWrite: boolean;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}) {
  const texts = useTexts();
  const locale = useLocale();
  const channel = template.channel_type ?? undefined;
  return (
    <li className="flex items-start gap-3 border-b border-line px-4 py-3 last:border-0 hover:bg-hover">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <bdi className="font-semibold">{template.title}</bdi>
          <span dir="ltr" className="font-mono text-sm text-accent">
            /{template.shortcut}
          </span>
          {channel ? (
            <Badge tone={channel === "brand_agent" ? "brand" : "creator"}>
              {texts.templates.channels[channel]}
            </Badge>
          ) : null}
        </p>
        <p className="mt-0.5 line-clamp-2 text-muted">
          <bdi>{template.body}</bdi>
        </p>
      </div>
      <span className="flex-none text-sm text-faint max-md:hidden">
        <RelativeTime at={template.updated_at} locale={locale} />
      </span>
      {canWrite ? (
        <span className="flex flex-none">
          <IconButton
            icon="edit"
            size="s"
            label={texts.joined.pair(texts.templates.edit, template.title)}
            onClick={onEdit}
          />
          <IconButton
            icon="trash"
            size="s"
            label={texts.joined.pair(texts.actions.delete, template.title)}
            onClick={onDelete}
          />
        </span>
      ) : null}
    </li>
  );
}

function TemplateForm({
  template,
  onClose,
  onSaved,
}: {
  readonly template: Template | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => Promise<unknown>;
}) {
  const texts = useTexts();
  const { liaison } = useConsole();
  const field = useRef<HTMLTextAreaElement>(null);

  async function save(fields: FormData) {
    const channel = String(fields.get("channel"));
    const body = {
      title: String(fields.get("title")).trim(),
      shortcut: String(fields.get("shortcut")).trim(),
      body: String(fields.get("body")),
      channel_type: channel === "any" ? null : (channel as ChannelType),
    };
    if (template) await liaison.rest.call("PATCH /crm/templates/{id}", { path: { id: template.id }, body });
    else await liaison.rest.call("POST /crm/templates", { body });
    await onSaved();
  }

  /** Puts a variable where the cursor is. */
  function insert(name: string) {
    const element = field.current;
    if (!element) return;
    element.setRangeText(`{{${name}}}`, element.selectionStart, element.selectionEnd, "end");
    element.focus();
  }

  return (
    <FormDialog
      title={template ? texts.templates.edit : texts.templates.add}
      width={560}
      onClose={onClose}
      onSave={save}
    >
      <div className="grid gap-3.5 md:grid-cols-2">
        <TextField
          label={texts.templates.name}
          name="title"
          required
          maxLength={120}
          defaultValue={template?.title}
        />
        <TextField
          label={texts.templates.shortcut}
          hint={texts.templates.shortcutHint}
          name="shortcut"
          required
          pattern="[a-z0-9_\-]{1,40}"
          autoCapitalize="off"
          spellCheck={false}
          defaultValue={template?.shortcut}
        />
      </div>
      <Field label={texts.templates.channel}>
        {(ties) => (
          <Select {...ties} name="channel" defaultValue={template?.channel_type ?? "any"}>
            {(["any", "brand_agent", "creator_agent"] as const).map((channel) => (
              <option key={channel} value={channel}>
                {texts.templates.channels[channel]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label={texts.templates.body}
        hint={
          <span className="flex flex-wrap items-center gap-1">
            {texts.templates.bodyHint}
            {VARIABLES.map((name) => (
              <button
                key={name}
                type="button"
                className="key !h-6 font-mono hover:text-ink"
                onClick={() => insert(name)}
              >
                {`{{${name}}}`}
              </button>
            ))}
          </span>
        }
      >
        {(ties) => (
          <textarea
            {...ties}
            ref={field}
            name="body"
            required
            rows={7}
            dir="auto"
            className="lia-input resize-y"
            defaultValue={template?.body}
          />
        )}
      </Field>
    </FormDialog>
  );
}
