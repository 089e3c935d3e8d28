// Every template: the list is short enough to be kept whole, and to be searched at each letter.

import type { Liaison, Template } from "@liaison-chat/client";

/** Under which the templates are kept. */
export const TEMPLATES_KEY = ["templates"];

const PAGE = 100;

/** Reads all pages. */
export async function allTemplates({ rest }: Pick<Liaison, "rest">): Promise<Template[]> {
  const found: Template[] = [];
  for (let page = 1; ; page++) {
    const { items, total } = await rest.call("GET /crm/templates", { query: { page, limit: PAGE } });
    found.push(...items);
    if (items.length === 0 || found.length >= total) return found;
  }
}
