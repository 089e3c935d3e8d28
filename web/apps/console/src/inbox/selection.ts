// Which cases are ticked, and how a click, Shift and the keys change that.

/** The keys of the ticked cases, and where a range begins. */
export interface Selection {
  readonly keys: ReadonlySet<string>;
  readonly anchor: string | undefined;
}

export const NOTHING: Selection = { keys: new Set(), anchor: undefined };

/** With that case ticked, or no longer. */
export function toggled({ keys }: Selection, key: string): Selection {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return { keys: next, anchor: key };
}

/** With everything between the last one that was ticked and this one. Without such a one: this one. */
export function extended({ keys, anchor }: Selection, key: string, order: readonly string[]): Selection {
  const from = anchor === undefined ? -1 : order.indexOf(anchor);
  const to = order.indexOf(key);
  if (from < 0 || to < 0) return { keys: new Set([...keys, key]), anchor: key };
  const between = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { keys: new Set([...keys, ...between]), anchor };
}

/** Everything that is listed; nothing, when everything is ticked already. */
export function allOrNothing({ keys }: Selection, order: readonly string[]): Selection {
  const isAll = order.length > 0 && order.every((key) => keys.has(key));
  return isAll ? NOTHING : { keys: new Set(order), anchor: order[0] };
}

/** Without what is no longer listed: nobody acts on what is out of sight. */
export function stillThere(selection: Selection, order: readonly string[]): Selection {
  const keys = [...selection.keys].filter((key) => order.includes(key));
  if (keys.length === selection.keys.size) return selection;
  return { keys: new Set(keys), anchor: selection.anchor };
}
