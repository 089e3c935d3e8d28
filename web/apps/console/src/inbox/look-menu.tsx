// How the list looks: split or as a table, with more or less room for a row.

import { IconButton } from "@liaison-chat/ui";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Menu, MenuChoice, MenuLabel, MenuLine } from "../parts/menu.tsx";
import { DENSITIES, LAYOUTS, type Layout, preferences } from "../preferences/preferences.ts";
import { usePreferences } from "../preferences/use-preferences.ts";
import { useTexts } from "../texts/texts.ts";

/** The button and its menu. */
export function LookMenu({ hasTable }: { readonly hasTable: boolean }): ReactNode {
  const texts = useTexts().cases.look;
  const { layout, density } = usePreferences();
  const { case: open } = useParams({ strict: false });
  const navigate = useNavigate();
  const show = (next: Layout) => {
    preferences.change({ layout: next });
    // A table has no room for a case beside it.
    if (next === "table" && open !== undefined) void navigate({ to: "/inbox", search: true });
  };
  return (
    <Menu align="end" trigger={<IconButton icon="rows" label={texts.title} />}>
      {hasTable ? (
        <>
          <MenuLabel>{texts.layout}</MenuLabel>
          <MenuChoice
            value={layout}
            onChange={show}
            options={LAYOUTS.map((value) => ({ value, label: texts.layouts[value] }))}
          />
          <MenuLine />
        </>
      ) : null}
      <MenuLabel>{texts.density}</MenuLabel>
      <MenuChoice
        value={density}
        onChange={(next) => preferences.change({ density: next })}
        options={DENSITIES.map((value) => ({ value, label: texts.densities[value] }))}
      />
    </Menu>
  );
}
