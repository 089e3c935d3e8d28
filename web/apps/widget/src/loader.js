// Everything a page needs of us: a place for commands, and the script, fetched without holding the page up. By
// `import()`, which pages that demand trusted types allow.
((page) => {
  page.Liaison ??= (...facts) => {
    page.Liaison.q ??= [];
    page.Liaison.q.push(facts);
  };
  import(document.currentScript.src.replace("loader", "liaison"));
})(window);
