// Saving what the inbox shows under a name, and deleting what was saved.

import { Field, IconButton } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { Dialog } from "../parts/dialog.tsx";
import { FormDialog } from "../parts/form-dialog.tsx";
import { preferences } from "../preferences/preferences.ts";
import { usePreferences } from "../preferences/use-preferences.ts";
import { useTexts } from "../texts/texts.ts";
import type { InboxSearch } from "./inbox-search.ts";
import { LONGEST_NAME, MOST_FILTERS, withFilter, withoutFilter } from "./saved-filters.ts";

/** Asks for a name. `search` is what is saved under it. */
export function SaveDialog({
  search,
  onClose,
}: {
  readonly search: InboxSearch;
  readonly onClose: () => void;
}): ReactNode {
  const texts = useTexts();
  const { filters } = usePreferences();
  return (
    <FormDialog
      title={texts.inbox.saveTitle}
      lead={filters.length >= MOST_FILTERS ? texts.cases.savedFull(MOST_FILTERS) : texts.inbox.saveLead}
      width={420}
      onClose={onClose}
      onSave={async (fields) => {
        const name = String(fields.get("name")).trim();
        const next = withFilter(filters, name, search);
        if (name && next.length <= MOST_FILTERS) preferences.change({ filters: next });
      }}
    >
      <Field label={texts.inbox.saveName} hint={texts.inbox.saveHint}>
        {(ties) => (
          <input
            {...ties}
            name="name"
            required
            pattern=".*\S.*"
            dir="auto"
            maxLength={LONGEST_NAME}
            className="lia-input"
            autoComplete="off"
          />
        )}
      </Field>
    </FormDialog>
  );
}

/** Shows what is saved, each with a way to delete it. */
export function DeleteSaved({ onClose }: { readonly onClose: () => void }): ReactNode {
  const texts = useTexts().inbox;
  const { filters } = usePreferences();
  return (
    <Dialog title={texts.saved} width={420} onClose={onClose}>
      {filters.length === 0 ? <p className="px-5 pb-5 text-muted">{texts.noneSaved}</p> : null}
      <ul className="overflow-y-auto px-5 pb-4">
        {filters.map(({ name }) => (
          <li key={name} className="flex min-h-10 items-center gap-2 border-b border-line last:border-0">
            <span className="min-w-0 flex-1 truncate">
              <bdi>{name}</bdi>
            </span>
            <IconButton
              icon="trash"
              size="s"
              label={texts.deleteOne(name)}
              onClick={() => preferences.change({ filters: withoutFilter(filters, name) })}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
