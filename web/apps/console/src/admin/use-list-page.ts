// A page that lists things, with a dialog for one of them: which dialog is open, about what, and reading the list again.

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

/** The dialogs of a list page. */
export interface ListPage<Item> {
  /** What the form is about; `new` for one that is not there yet. */
  readonly form: Item | "new" | undefined;
  /** What is about to go, after a question. */
  readonly leaving: Item | undefined;
  readonly add: () => void;
  readonly edit: (item: Item) => void;
  readonly leave: (item: Item) => void;
  readonly close: () => void;
  /** Reads the list again, after it was changed. */
  readonly refresh: () => Promise<void>;
}

/** The dialogs of the page that lists what is kept under this key. */
export function useListPage<Item>(queryKey: readonly string[]): ListPage<Item> {
  const queries = useQueryClient();
  const [open, setOpen] = useState<{ readonly form?: Item | "new"; readonly leaving?: Item }>({});
  return {
    form: open.form,
    leaving: open.leaving,
    add: () => setOpen({ form: "new" }),
    edit: (item) => setOpen({ form: item }),
    leave: (item) => setOpen({ leaving: item }),
    close: () => setOpen({}),
    refresh: () => queries.invalidateQueries({ queryKey }),
  };
}
