// The page's document, as its own prototype has it: an element with a name, such as `<form name="body">`, hides the
// property of that name. The build puts this in the place of `document` everywhere in the widget.

const page = globalThis.document;

export const document = new Proxy(page, {
  get: (_, name) => {
    const own: unknown = page[name as keyof Document];
    // Elements are objects: what is none of these is no element.
    const value: unknown =
      Object(own) === own && typeof own !== "function" ? Reflect.get(Document.prototype, name, page) : own;
    return typeof value === "function" ? value.bind(page) : value;
  },
  set: (_, name, value) => Reflect.set(Document.prototype, name, value, page),
});
