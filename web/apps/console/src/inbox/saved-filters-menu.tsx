// The saved filters in the head of the inbox: applied by a press, saved under a name, deleted.

import { Field, IconButton } from "@liaison-chat/ui";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Dialog } from "../parts/dialog.tsx";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from "../parts/menu.tsx";
import { preferences } from "../preferences/preferences.ts";
import { usePreferences } from "../preferences/use-preferences.ts";
import { useTexts } from "../texts/texts.ts";
import type { InboxSearch } from "./inbox-search.ts";
import {
  isSame,
  LONGEST_NAME,
  MOST_FILTERS,
  type SavedFilter,
  withFilter,
  withoutFilter,
} from "./saved-filters.ts";

/** The menu. `search` is what the inbox shows now. */
export function SavedFiltersMenu({ search }: { readonly search: InboxSearch }): ReactNode {
  const texts = useTexts().inbox;
  const navigate = useNavigate();
  const { filters } = usePreferences();
  const [open, setOpen] = useState<"save" | "delete">();
  const apply = (name: string) => {
    const found = filters.find((one) => one.name === name);
    if (found) void navigate({ to: ".", search: found.search });
  };
  return (
    <>
      <Menu align="end" trigger={<IconButton icon="bookmark" label={texts.saved} />}>
        <MenuLabel>{texts.saved}</MenuLabel>
        <MenuChoice
          value={filters.find((one) => isSame(one.search, search))?.name}
          options={filters.map(({ name }) => ({ value: name, label: name }))}
          onChange={apply}
        />
        {filters.length > 0 ? <MenuLine /> : null}
        <MenuItem icon="plus" isDisabled={filters.length >= MOST_FILTERS} onSelect={() => setOpen("save")}>
          {texts.save}
        </MenuItem>
        {filters.length > 0 ? (
          <MenuItem icon="trash" onSelect={() => setOpen("delete")}>
            {texts.deleteSaved}
          </MenuItem>
        ) : null}
      </Menu>
      {open === "save" ? (
        <FormDialog
          title={texts.saveTitle}
          lead={texts.saveLead}
          width={420}
          onClose={() => setOpen(undefined)}
          onSave={async (fields) => {
            const name = String(fields.get("name")).trim();
            if (name) preferences.change({ filters: withFilter(filters, name, search) });
          }}
        >
          <Field label={texts.saveName} hint={texts.saveHint}>
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
      ) : null}
      {open === "delete" ? <Deleting filters={filters} onClose={() => setOpen(undefined)} /> : null}
    </>
  );
}

function Deleting({
  filters,
  onClose,
}: {
  readonly filters: readonly SavedFilter[];
  readonly onClose: () => void;
}) {
  const texts = useTexts().inbox;
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
