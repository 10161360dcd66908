// The table of boards. Only the lines in sight are in the document, so that thousands of rows
// scroll and sort at once.

const ROW_HEIGHT = 34;
const HEAD_HEIGHT = 66;
const table = { items: [], offsets: [0], nodes: new Map(), parts: null, whole: false };

function itemHeight(item) {
  return item.row ? ROW_HEIGHT : HEAD_HEIGHT;
}

function buildTable() {
  forgetColumns();
  const columns = tableColumns();
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const spacer = () =>
    el('tbody', { 'aria-hidden': 'true', class: 'spacer' }, el('tr', {}, el('td', { colspan: columns.length })));
  const parts = {
    head: el('tr', { 'aria-rowindex': 1 }, columns.map(headCell)),
    before: spacer(),
    body: el('tbody', { on: { keydown: moveByKey } }),
    after: spacer(),
  };
  parts.table = el(
    'table',
    { class: 'boards', style: { width: `${width}px` }, 'aria-label': 'Rows of the boards' },
    el(
      'colgroup',
      {},
      columns.map((column) => el('col', { style: { width: `${column.width}px` } })),
    ),
    el('thead', {}, parts.head),
    parts.before,
    parts.body,
    parts.after,
  );
  table.parts = parts;
  fill(byId('frame'), parts.table);
  refreshTable();
}

function headCell(column) {
  if (!column.sortValue)
    return el('td', { class: 'quiet-head' }, el('span', { class: 'visually-hidden' }, column.title));
  const press = button([column.title, el('span', { class: 'arrow', 'aria-hidden': 'true' })], () => sortBy(column), {
    class: 'sort',
  });
  return el(
    'th',
    { scope: 'col', 'data-key': column.key, class: column.head ? 'name' : column.number ? 'number' : null },
    el('span', { class: 'head-flex' }, press, hint(column.title, column.help)),
  );
}

/** First the better end, then the other, then the order of the boards. */
function sortBy(column) {
  const first = column.better === 'high';
  if (shown.sort !== column.key) {
    shown.sort = column.key;
    shown.descending = first;
  } else if (shown.descending === first) shown.descending = !first;
  else {
    shown.sort = null;
    shown.descending = false;
  }
  changed();
  announce(
    shown.sort
      ? `Sorted by ${column.title}, ${shown.descending ? 'descending' : 'ascending'}.`
      : 'In the order of the boards.',
  );
}

/** After a change of filters or order. */
function changed() {
  writeAddress();
  refreshTable();
  byId('frame').scrollTop = 0;
  renderLines();
}

function refreshTable() {
  const started = performance.now();
  const { items, rows, boards } = tableItems();
  table.items = items;
  table.offsets = [0];
  for (const item of items) table.offsets.push(table.offsets.at(-1) + itemHeight(item));
  table.nodes.clear();
  table.parts.table.setAttribute('aria-rowcount', String(items.length + 1));
  for (const cell of table.parts.head.children) {
    if (!cell.dataset.key) continue;
    if (cell.dataset.key === shown.sort) cell.setAttribute('aria-sort', shown.descending ? 'descending' : 'ascending');
    else cell.removeAttribute('aria-sort');
  }
  const total = report.rows.length;
  byId('count').textContent =
    rows === total
      ? `${plural(rows, 'row')} on ${plural(boards, 'board')}`
      : `${count(rows)} of ${plural(total, 'row')} on ${plural(boards, 'board')}`;
  renderLines();
  byId('frame').dataset.milliseconds = (performance.now() - started).toFixed(1);
}

/** The first item that ends below a height. */
function itemAt(height) {
  let [low, high] = [0, table.items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (table.offsets[middle + 1] <= height) low = middle + 1;
    else high = middle;
  }
  return low;
}

function renderLines() {
  const { parts, items, offsets } = table;
  if (!parts) return;
  const frame = byId('frame');
  // Before anything is in it, the frame has no height yet.
  const [top, height] = [frame.scrollTop, Math.max(frame.clientHeight, innerHeight)];
  const from = table.whole ? 0 : Math.max(0, itemAt(top) - 6);
  const to = table.whole ? items.length : Math.min(items.length, itemAt(top + height) + 8);
  const places = [];
  for (let place = from; place < to; place += 1) places.push(place);
  // The head of the board in sight, which sticks, even where it has scrolled away.
  let head = from;
  while (head > 0 && items[head]?.row) head -= 1;
  const extra = head < from && !items[head].row;
  if (extra) places.unshift(head);
  const kept = new Map();
  for (const place of places) {
    const item = items[place];
    const node = table.nodes.get(item) ?? lineOf(item);
    node.setAttribute('aria-rowindex', String(place + 2));
    node.dataset.place = String(place);
    kept.set(item, node);
  }
  table.nodes = kept;
  setHeight(parts.before, (offsets[from] ?? 0) - (extra ? HEAD_HEIGHT : 0));
  setHeight(parts.after, offsets.at(-1) - offsets[to]);
  // Nodes that stay keep their place in the document, so the focus stays too.
  const wanted = [...kept.values()];
  for (const node of [...parts.body.children]) if (!wanted.includes(node)) node.remove();
  wanted.forEach((node, place) => {
    if (parts.body.children[place] !== node) parts.body.insertBefore(node, parts.body.children[place] ?? null);
  });
  frame.classList.toggle('empty', items.length === 0);
}

function setHeight(part, height) {
  part.hidden = height <= 0;
  part.firstChild.style.height = `${Math.max(0, height)}px`;
}

function lineOf(item) {
  if (!item.row) return boardHead(item.board);
  const { row } = item;
  return el(
    'tr',
    {
      class: [isBound(row) ? 'bound' : '', shown.chosen.includes(row) ? 'chosen' : ''].join(' ').trim() || null,
      'data-row': row.id,
    },
    tableColumns().map((column) => column.cell(row, item)),
  );
}

/** The name of a board and its bounds, which stay in sight while its rows scroll. */
function boardHead(board) {
  return el(
    'tr',
    { class: 'board-head' },
    el(
      'th',
      { colspan: tableColumns().length, scope: 'colgroup' },
      el(
        'div',
        { class: 'board-head-inner' },
        el(
          'div',
          { class: 'board-name', title: `${board.name}\n${board.encoders ?? ''}` },
          el('b', {}, board.direction),
          ' ',
          el('span', { class: 'dim' }, `${board.name}${board.encoders ? ` · ${board.encoders}` : ''}`),
        ),
        el(
          'div',
          { class: 'board-bounds' },
          boundsOf(board).map((row) =>
            el(
              'span',
              { class: 'bound-chip', style: methodColours(row) },
              `${row.name} `,
              el('b', {}, fixed(row.accuracy)),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Arrows go from row to row, in the same column. */
function moveByKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -Infinity, End: Infinity }[event.key];
  const kind = event.target.dataset?.focus;
  if (!step || !kind) return;
  event.preventDefault();
  const last = table.items.length - 1;
  let place = Math.min(last, Math.max(0, Number(event.target.closest('tr').dataset.place) + step));
  const direction = step === -Infinity ? 1 : step === Infinity ? -1 : Math.sign(step);
  while (place > 0 && place < last && !table.items[place].row) place += direction;
  if (!table.items[place]?.row) return;
  const frame = byId('frame');
  const covered = table.parts.head.offsetHeight + HEAD_HEIGHT;
  const top = table.offsets[place];
  if (top < frame.scrollTop + HEAD_HEIGHT) frame.scrollTop = top - HEAD_HEIGHT;
  else if (top + ROW_HEIGHT > frame.scrollTop + frame.clientHeight - covered + HEAD_HEIGHT)
    frame.scrollTop = top + ROW_HEIGHT + covered - frame.clientHeight;
  renderLines();
  table.nodes.get(table.items[place])?.querySelector(`[data-focus="${kind}"]`)?.focus({ preventScroll: true });
}

function watchTable() {
  let asked = false;
  const later = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      renderLines();
    });
  };
  byId('frame').addEventListener('scroll', later, { passive: true });
  let small = narrow();
  addEventListener('resize', () => {
    if (narrow() !== small) {
      small = narrow();
      buildTable();
    } else later();
  });
  addEventListener('beforeprint', () => {
    table.whole = table.items.length <= 2000;
    renderLines();
    [...waiting.keys()].forEach(makeNow);
  });
  addEventListener('afterprint', () => {
    table.whole = false;
    renderLines();
  });
}
