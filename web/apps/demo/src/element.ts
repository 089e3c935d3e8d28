// HTML elements in one line each. Texts stay texts: nothing is ever read as markup.

/** What an element contains. */
type Content = Node | string | undefined;

/** Makes an element; `name` may carry classes: `p.price`. */
export function element(
  name: string,
  content: Content[] = [],
  attributes: Record<string, string> = {},
): HTMLElement {
  const [tag = "div", ...classes] = name.split(".");
  const made = document.createElement(tag);
  made.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content.filter((one) => one !== undefined));
  return made;
}
