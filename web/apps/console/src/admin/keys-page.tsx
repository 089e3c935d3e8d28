// API keys for the host's own servers. A key is shown once, when it is made.

import type { ApiKey, CreatedApiKey, Scope } from "@liaison-chat/client";
import { Badge, Banner, Button, Empty, IconButton, RelativeTime, TextField } from "@liaison-chat/ui";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Asked, Cell, Page, Row, Sheet, Table } from "../parts/page.tsx";
import { say } from "../parts/toasts.tsx";
import { reasonOf, useLocale, useTexts } from "../texts/texts.ts";
import { useListPage } from "./use-list-page.ts";

const SCOPES: readonly Scope[] = ["orders", "tickets", "staff", "people", "keys"];
const KEY = ["api-keys"];

/** The page of API keys. */
export function KeysPage(): ReactNode {
  const texts = useTexts();
  const { liaison } = useConsole();
  const query = useQuery({ queryKey: KEY, queryFn: () => liaison.rest.call("GET /admin/api-keys", {}) });
  const { form, leaving, add, leave, close, refresh } = useListPage<ApiKey>(KEY);
  const [made, setMade] = useState<CreatedApiKey>();
  const addButton = (
    <Button look="primary" icon="plus" onClick={add}>
      {texts.keys.add}
    </Button>
  );
  return (
    <Page title={texts.keys.title} lead={texts.keys.lead} action={addButton}>
      <Asked query={query}>
        {({ items }) => (
          <Sheet>
            {items.length === 0 ? (
              <Empty icon="key" title={texts.keys.none} action={addButton}>
                {texts.keys.noneLead}
              </Empty>
            ) : (
              <Table
                label={texts.keys.title}
                heads={[texts.keys.name, texts.keys.scopes, texts.keys.created, texts.keys.ends, ""]}
              >
                {items.map((key) => (
                  <KeyRow key={key.id} apiKey={key} onRevoke={() => leave(key)} />
                ))}
              </Table>
            )}
          </Sheet>
        )}
      </Asked>
      {form ? (
        <KeyForm
          onClose={close}
          onMade={async (key) => {
            setMade(key);
            await refresh();
          }}
        />
      ) : null}
      {made && !form ? <Made made={made} onClose={() => setMade(undefined)} /> : null}
      {leaving ? (
        <Confirm
          title={texts.keys.revokeAsk(leaving.name)}
          lead={texts.keys.revokeLead}
          action={texts.keys.revoke}
          onClose={close}
          onConfirm={async () => {
            await liaison.rest.call("DELETE /admin/api-keys/{id}", { path: { id: leaving.id } });
            await refresh();
          }}
        />
      ) : null}
    </Page>
  );
}

function KeyRow({ apiKey, onRevoke }: { readonly apiKey: ApiKey; readonly onRevoke: () => void }) {
  const texts = useTexts();
  const locale = useLocale();
  const { name, prefix, scopes, created_at, expires_at, revoked_at } = apiKey;
  return (
    <Row isFaint={Boolean(revoked_at)}>
      <Cell>
        <span className="block font-medium">{name}</span>
        <span className="block text-sm text-muted">
          <bdi className="font-mono">{prefix}…</bdi>
        </span>
      </Cell>
      <Cell>
        <span className="flex flex-wrap gap-1">
          {scopes.map((scope) => (
            <Badge key={scope}>{texts.keys.scopeNames[scope]}</Badge>
          ))}
        </span>
      </Cell>
      <Cell>
        <RelativeTime at={created_at} locale={locale} />
      </Cell>
      <Cell>
        {revoked_at ? (
          <Badge tone="bad">{texts.keys.revoked}</Badge>
        ) : expires_at ? (
          new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(Date.parse(expires_at))
        ) : (
          texts.keys.never
        )}
      </Cell>
      <Cell className="text-end">
        {revoked_at ? null : (
          <IconButton
            icon="trash"
            size="s"
            label={texts.joined.pair(texts.keys.revoke, name)}
            onClick={onRevoke}
          />
        )}
      </Cell>
    </Row>
  );
}

function KeyForm({
  onClose,
  onMade,
}: {
  readonly onClose: () => void;
  readonly onMade: (key: CreatedApiKey) => Promise<void>;
}) {
  const texts = useTexts();
  const { liaison } = useConsole();
  const [scopes, setScopes] = useState<readonly Scope[]>(["orders"]);
  async function save(fields: FormData) {
    const day = String(fields.get("expires") ?? "");
    const body = {
      name: String(fields.get("name")).trim(),
      scopes: [...scopes],
      // To the end of that day, where the person is.
      ...(day ? { expires_at: new Date(`${day}T23:59:59`).toISOString() } : {}),
    };
    await onMade(await liaison.rest.call("POST /admin/api-keys", { body }));
  }
  return (
    <FormDialog title={texts.keys.add} width={440} onClose={onClose} onSave={save}>
      <TextField label={texts.keys.name} name="name" required maxLength={120} />
      <fieldset className="flex flex-col">
        <legend className="lia-label mb-1">{texts.keys.scopes}</legend>
        {SCOPES.map((scope, index) => (
          <label key={scope} className="flex min-h-8 items-center gap-2">
            <input
              type="checkbox"
              className="size-4 accent-(--lia-accent)"
              required={index === 0 && scopes.length === 0}
              checked={scopes.includes(scope)}
              onChange={(event) =>
                setScopes(event.target.checked ? [...scopes, scope] : scopes.filter((one) => one !== scope))
              }
            />
            {texts.keys.scopeNames[scope]}
          </label>
        ))}
      </fieldset>
      <TextField
        label={texts.keys.expiry}
        hint={texts.keys.expiryHint}
        name="expires"
        type="date"
        min={new Date().toISOString().slice(0, 10)}
      />
    </FormDialog>
  );
}

function Made({ made, onClose }: { readonly made: CreatedApiKey; readonly onClose: () => void }) {
  const texts = useTexts();
  return (
    <Dialog
      title={made.name}
      onClose={onClose}
      width={520}
      foot={
        <Button look="primary" onClick={onClose}>
          {texts.actions.close}
        </Button>
      }
    >
      <div className="flex flex-col gap-3 px-5 pb-4">
        <div className="overflow-hidden rounded-md">
          <Banner tone="warn">{texts.keys.shownOnce}</Banner>
        </div>
        <div className="flex items-center gap-2 rounded-md bg-sunken py-1 ps-3 pe-1">
          <code className="min-w-0 flex-1 font-mono [overflow-wrap:anywhere] select-all">{made.key}</code>
          <IconButton
            icon="copy"
            label={texts.keys.copyKey}
            onClick={() =>
              void navigator.clipboard.writeText(made.key).then(
                () => say(texts.actions.copied),
                (thrown) => say(reasonOf(thrown, texts), { tone: "bad" }),
              )
            }
          />
        </div>
      </div>
    </Dialog>
  );
}
