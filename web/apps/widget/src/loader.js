// Everything a page needs of us: a place for commands, and the script, fetched without holding the page up. By
// `import()`, which pages that demand trusted types allow. What could not be fetched is tried again.
((page) => {
  // An element with that id stands for nothing.
  if (typeof page.Liaison !== "function")
    page.Liaison = (...facts) => {
      // biome-ignore lint/suspicious/noAssignInExpressions: shorter
      (page.Liaison.q ??= []).push(facts);
    };
  // From the prototype: an element of the page may have the name of the property. A module has no current script, but a
  // base of its own; with a script of another origin it is the other way round.
  const src = Reflect.get(Document.prototype, "currentScript", document)?.src;
  const load = (wait) =>
    import(src ? new URL("liaison.js", src) : "./liaison.js").then(
      (widget) => widget.take(),
      (error) => {
        // biome-ignore lint/suspicious/noConsole: whoever builds the page has to know
        console.warn("Liaison", error);
        setTimeout(load, wait, 2 * wait);
      },
    );
  load(1e3);
})(window);
