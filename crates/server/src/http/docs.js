const element = (tag, ...children) => { const it = document.createElement(tag); it.append(...children); return it; };
const table = (title, rows) => rows.length
  ? [element('h4', title), element('table', ...rows.map(row => element('tr', ...row.map(cell => element('td', cell ?? '')))))] : [];
fetch('openapi.json').then(answer => answer.json()).then(api => {
  const resolve = schema => schema?.$ref ? api.components.schemas[schema.$ref.split('/').pop()] : schema;
  const body = (title, content) => {
    const schema = content?.['application/json']?.schema;
    return schema ? [element('h4', title), element('pre', JSON.stringify(resolve(schema), null, 2))] : [];
  };
  const groups = new Map();
  for (const [path, item] of Object.entries(api.paths)) for (const [method, call] of Object.entries(item)) {
    if (!call.responses) continue;
    const good = Object.entries(call.responses).find(([status]) => status < 400);
    const details = element('details',
      element('summary', element('b', method.toUpperCase()), element('code', '/api' + path), call.summary ?? ''),
      element('section',
        ...(call.description ? [element('p', call.description)] : []),
        ...table('Parameters', (call.parameters ?? []).map(p => [element('code', p.name), p.in, p.description])),
        ...body('Body', call.requestBody?.content), ...body('Answer ' + good?.[0], good?.[1].content),
        ...table('Answers', Object.entries(call.responses).map(([status, answer]) => [status, answer.description]))));
    details.dataset.text = (method + path + (call.summary ?? '')).toLowerCase();
    const tag = call.tags?.[0] ?? 'other';
    groups.set(tag, [...(groups.get(tag) ?? []), details]);
  }
  const list = document.getElementById('list');
  list.replaceChildren(...[...groups].flatMap(([tag, calls]) => [element('h2', tag), ...calls]));
  document.getElementById('filter').addEventListener('input', event => {
    for (const call of list.querySelectorAll('details')) call.hidden = !call.dataset.text.includes(event.target.value.toLowerCase());
  });
}).catch(error => { document.getElementById('list').textContent = 'The document could not be loaded: ' + error; });
