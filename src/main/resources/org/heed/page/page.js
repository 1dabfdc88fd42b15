const DATA = JSON.parse(document.getElementById('data').textContent);
const INDEX = Object.fromEntries(ABOUT.columns.map((one, i) => [one.name, i]));

// A row with a cell more is none of the report's: it is there for the stories of others.
const ROWS = DATA.rows.filter((row) => row.length === ABOUT.columns.length);

/** A cell: repeated texts are written once and named by their number. */
function get(row, name) {
  const i = INDEX[name];
  const value = row[i];
  return DATA.words[i] && typeof value === 'number' ? DATA.words[i][value] : value;
}

function byId(id) {
  return document.getElementById(id);
}

const view = views(get)[ABOUT.kind];
const chosen = {};
let from = '';
let until = '';

function filterField(filter, number) {
  const counts = new Map();
  for (const row of ROWS) {
    const value = filter.value(row);
    if (value === null || value === undefined || value === '') continue;
    const known = counts.get(value);
    if (known) known.count++;
    else counts.set(value, { count: 1, words: filter.words(value, row) });
  }
  if (filter.first && !counts.has(filter.first)) {
    counts.set(filter.first, { count: 0, words: filter.words(filter.first, []) });
  }
  const values = [...counts.entries()].sort(
    ([a, one], [b, other]) => (b === filter.first) - (a === filter.first) || other.count - one.count,
  );
  const select = el('select', { id: 'filter' + number }, el('option', { value: '' }, say('all')));
  for (const [value, one] of values.slice(0, 500)) {
    const text = one.words.length > 90 ? one.words.slice(0, 89) + '\u2026' : one.words;
    select.append(el('option', { value }, text + ' (' + one.count.toLocaleString('en-US') + ')'));
  }
  select.addEventListener('change', () => {
    chosen[number] = select.value;
    table.draw();
  });
  return field(filter.label, select, filter.broad);
}

function field(label, input, broad) {
  return el('div', { class: broad ? 'field broad' : 'field' }, el('label', { for: input.id }, label), input);
}

function fits(row) {
  for (const number in chosen) {
    if (chosen[number] && String(view.filters[number].value(row)) !== chosen[number]) return false;
  }
  if (from || until) {
    const day = String(view.date(row) || '').slice(0, 10);
    if (!day || (from && day < from) || (until && day > until)) return false;
  }
  return true;
}

function buildFilters() {
  const form = byId('filters');
  view.filters.forEach((filter, number) => form.append(filterField(filter, number)));
  if (view.date) {
    const since = el('input', { type: 'date', id: 'from' });
    const end = el('input', { type: 'date', id: 'until' });
    since.addEventListener('change', () => ((from = since.value), table.draw()));
    end.addEventListener('change', () => ((until = end.value), table.draw()));
    form.append(field(say('from'), since), field(say('until'), end));
  }
  const search = el('input', { type: 'search', id: 'search', autocomplete: 'off', spellcheck: 'false' });
  search.addEventListener('input', DataTable.util.debounce(() => table.search(sought(search.value)).draw(), 150));
  const clear = el('button', { type: 'reset' }, say('clear'));
  form.append(field(say('search'), search, true), el('div', { class: 'field' }, clear));
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => {
    for (const number in chosen) delete chosen[number];
    from = until = '';
    table.search('').draw();
  });
}

/** A phone number is found however it is typed; a day is none. */
function sought(typed) {
  const phone = /^[\d\s().+-]{7,}$/.test(typed) && !/\d{4}-\d\d/.test(typed);
  return phone ? typed.replace(/\D/g, '') : typed;
}

function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** What the search looks through: every cell, shown or not. DataTables reads it as markup. */
function searched(row) {
  const cells = ABOUT.columns.map((one) => get(row, one.name));
  return escaped(cells.filter((cell) => cell !== null && cell !== undefined).join(' '));
}

function tableColumn(column) {
  const order = column.sort || ((row) => (column.type === 'num' ? column.value(row) ?? -1 : plain(column.value(row) ?? '')));
  return {
    data: (row, type) => (type === 'display' ? column.node(row) : type === 'filter' ? '' : order(row)),
    type: column.type || 'string',
    className: [column.look, column.hide].filter(Boolean).join(' '),
    searchable: false,
  };
}

function toggleColumn() {
  return {
    data: (row, type) =>
      type === 'display' ? el('button', { type: 'button', 'aria-expanded': 'false', 'aria-label': say('open', view.label(row)) }) : '',
    className: 'toggle',
    orderable: false,
    searchable: false,
  };
}

function heading(column, number) {
  const button = el('button', { type: 'button' }, column.title);
  button.addEventListener('click', () => {
    const [now, direction] = table.order()[0];
    const next = now === number + 1 && direction === 'asc' ? 'desc' : 'asc';
    table.order([[number + 1, next]]).draw();
  });
  return el('th', { scope: 'col', class: column.hide || null }, button);
}

function story(row) {
  const steps = view.story ? view.story(row, sameMessage(row)) : [];
  const list = el('ol', {});
  for (const step of steps) {
    list.append(el('li', { class: step.tone ? 'is-' + step.tone : null }, step.at ? time(step.at, true) : null, el('bdi', {}, step.text)));
  }
  const facts = el('dl', {});
  for (const one of ABOUT.columns) {
    if (view.detail && !view.detail(one.name)) continue;
    if (view.hides && view.hides(row, one.name)) continue;
    const value = get(row, one.name);
    if (!view.detail && (value === null || value === '')) continue;
    const shown = one.type === 'TIME' && value ? time(value, true) : exactly(value);
    facts.append(el('dt', {}, headed(one.name)), el('dd', {}, shown));
  }
  return el(
    'div',
    { class: 'story' },
    steps.length ? el('section', {}, el('h2', {}, view.storyTitle), list) : null,
    el('section', {}, el('h2', {}, view.detailTitle || say('title.this')), facts),
  );
}

function sameMessage(row) {
  if (!view.key) return [row];
  const key = get(row, view.key);
  return DATA.rows.filter((other) => get(other, view.key) === key);
}

function toggle(tr) {
  const row = table.row(tr);
  const button = tr.querySelector('.toggle button');
  const open = !row.child.isShown();
  if (open) {
    const id = 'story' + row.index();
    const cell = el('td', { colspan: view.columns.length + 1, id }, story(row.data()));
    row.child($(el('tr', { class: 'opened' }, cell))).show();
    button.setAttribute('aria-controls', id);
  } else {
    row.child.remove();
    button.removeAttribute('aria-controls');
  }
  button.setAttribute('aria-expanded', String(open));
  tr.classList.toggle('open', open);
}

function tell() {
  const info = table.page.info();
  const all = ROWS.length;
  const fit = info.recordsDisplay;
  byId('count').textContent =
    (fit === all ? count(all, 'row') : say('of', fit.toLocaleString('en-US'), count(all, 'row'))) +
    (fit > info.length ? say('showing', (info.start + 1).toLocaleString('en-US'), info.end.toLocaleString('en-US')) : '');
  byId('page').textContent = say('page', (info.page + 1).toLocaleString('en-US'), Math.max(1, info.pages).toLocaleString('en-US'));
  for (const [id, off] of [['first', info.page === 0], ['previous', info.page === 0], ['next', info.page >= info.pages - 1], ['last', info.page >= info.pages - 1]]) {
    byId(id).disabled = off;
  }
  byId('shown').textContent = shown();
}

/** What the page is narrowed to, for the printed sheet. */
function shown() {
  const parts = [];
  for (const box of byId('filters').querySelectorAll('input, select')) {
    if (box.value) {
      const value = box.tagName === 'SELECT' ? box.selectedOptions[0].textContent : box.value;
      parts.push(box.labels[0].textContent + ': ' + value);
    }
  }
  return parts.length ? say('shown', parts.join('; ')) : '';
}

/** Paper gets all rows that fit the filters, up to what a printer is for. */
function printing() {
  let length = 0;
  window.addEventListener('beforeprint', () => {
    length = table.page.len();
    table.page.len(Math.min(2000, Math.max(length, table.page.info().recordsDisplay))).draw(false);
  });
  window.addEventListener('afterprint', () => table.page.len(length).draw(false));
}

byId('app').hidden = false;
buildFilters();
const head = el('tr', {}, el('th', { scope: 'col' }, el('span', {}, el('span', { class: 'quiet' }, say('story')))));
view.columns.forEach((column, number) => head.append(heading(column, number)));
head.append(el('th', {}));
byId('table').append(el('thead', {}, head), el('tbody', {}));
const table = new DataTable('#table', {
  data: ROWS,
  columns: [
    toggleColumn(),
    ...view.columns.map(tableColumn),
    { data: (row, type) => (type === 'filter' ? searched(row) : ''), type: 'string', visible: false, orderable: false },
  ],
  order: [view.order || [1, 'desc']],
  ordering: { handler: false, indicators: false },
  orderMulti: false,
  autoWidth: false,
  pageLength: 50,
  layout: { topStart: null, topEnd: null, bottomStart: null, bottomEnd: null },
  language: { emptyTable: say('no.rows'), zeroRecords: say('no.fit') },
  createdRow: (tr) => tr.classList.add('row'),
});
table.search.fixed('filters', (text, row) => fits(row));
table.on('draw', tell);
byId('size').addEventListener('change', (event) => table.page.len(Number(event.target.value)).draw());
for (const id of ['first', 'previous', 'next', 'last']) {
  byId(id).addEventListener('click', () => table.page(id).draw('page'));
}
byId('table').addEventListener('click', (event) => {
  const tr = event.target.closest('tr.row');
  if (tr && !String(window.getSelection())) toggle(tr);
});
printing();
tell();
