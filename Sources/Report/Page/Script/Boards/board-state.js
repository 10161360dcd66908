// What the table of boards shows: filters, order, columns. It stands in the address, so that a view
// can be sent to others.

const filterKinds = [
  { name: 'result', title: 'result', of: (row) => [resultOf(row.on).benchmark] },
  { name: 'dataset', title: 'data set', of: (row) => [row.on.dataset] },
  { name: 'direction', title: 'direction', of: (row) => [row.on.direction] },
  {
    name: 'protocol',
    title: 'protocol',
    of: (row) => [[row.on.protocol, row.on.condition, row.on.decoding].filter(Boolean).join(' · ')],
  },
  { name: 'level', title: 'level', of: (row) => [row.level] },
  {
    name: 'family',
    title: 'family of method',
    of: (row) => [methodOf(row).familyTitle ?? methodOf(row).family],
    ofMethod: true,
  },
  { name: 'encoder', title: 'encoder', of: (row) => [...new Set([row.on.encoderSource, row.on.encoderTarget])] },
  { name: 'classifier', title: 'classifier', of: (row) => [row.classifier], ofMethod: true },
];

const shown = {
  ordering: 'accuracy',
  filters: {},
  board: null,
  text: '',
  withoutBounds: false,
  across: false,
  sort: null,
  descending: false,
  columns: new Set(),
  chosen: [],
};

/** The values of a filter that occur, in the order of the boards. */
function filterValues(kind) {
  return [
    ...new Set(
      report.rows
        .filter((row) => row.on)
        .flatMap((row) => kind.of(row))
        .filter(Boolean),
    ),
  ];
}

function searchText(row) {
  row.search ??= [
    row.name,
    row.query,
    row.method,
    row.classifier,
    methodOf(row).familyTitle,
    row.on.name,
    row.on.direction,
    row.on.encoders,
    compact(row.parameters ?? ''),
  ]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();
  return row.search;
}

/** Bounds follow the filters of boards alone: they stay in sight whatever method is looked for. */
function passes(row, words) {
  if (shown.board !== null && row.on.id !== shown.board) return false;
  const bound = isBound(row);
  if (bound && shown.withoutBounds) return false;
  for (const kind of filterKinds) {
    const wanted = shown.filters[kind.name];
    if (wanted && !(bound && kind.ofMethod) && !kind.of(row).includes(wanted)) return false;
  }
  return bound || words.every((word) => searchText(row).includes(word));
}

function sortColumn() {
  return tableColumns().find((column) => column.key === shown.sort && column.sortValue);
}

// Numbers in names count as numbers: k=8 before k=64. One collator, since making one takes longer
// than to compare.
const collator = new Intl.Collator('en', { numeric: true });

function byValue(descending) {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [x, y] = [a.key, b.key];
    if (x === null || y === null) return (x === null) - (y === null) || a.place - b.place;
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : collator.compare(String(x), String(y));
    return sign * order || a.place - b.place;
  };
}

/** Rows in the order asked for; those without a value come last in either order. */
function sorted(rows) {
  const column = sortColumn();
  if (!column) return rows;
  return rows
    .map((row, place) => ({ row, place, key: column.sortValue(row) ?? null }))
    .sort(byValue(shown.descending))
    .map(({ row }) => row);
}

/** The lines of the table: a head a board, its bounds, its rows; or all rows in one order. */
function tableItems() {
  const words = shown.text.toLowerCase().split(/\s+/).filter(Boolean);
  const items = [];
  let rows = 0;
  let boards = 0;
  const all = [];
  for (const board of report.boards) {
    const found = board.members.filter((row) => passes(row, words));
    const competitors = found.filter((row) => !isBound(row));
    if (
      competitors.length === 0 &&
      (words.length > 0 || found.length === 0 || board.members.some((row) => !isBound(row)))
    )
      continue;
    boards += 1;
    rows += found.length;
    if (shown.across) {
      all.push(...found);
      continue;
    }
    const order = sorted(competitors);
    const lanes = shown.sort ? null : tieLanes(order);
    items.push({ board });
    for (const row of found.filter(isBound)) items.push({ row, board });
    order.forEach((row, place) => items.push({ row, board, place, lanes }));
  }
  if (shown.across) for (const row of sorted(all)) items.push({ row, board: null });
  return { items, rows, boards };
}

function readAddress(parameters) {
  shown.filters = {};
  for (const kind of filterKinds) if (parameters.get(kind.name)) shown.filters[kind.name] = parameters.get(kind.name);
  const board = parameters.get('board');
  shown.board = board !== null && boardsById.has(Number(board)) ? Number(board) : null;
  shown.text = parameters.get('text') ?? '';
  const ordering = parameters.get('ordering');
  orderBy(report.orderings.includes(ordering) ? ordering : (report.ordering ?? 'accuracy'));
  shown.withoutBounds = parameters.has('withoutBounds');
  shown.across = parameters.has('across');
  shown.sort = parameters.get('sort');
  shown.descending = parameters.has('descending');
  const columns = parameters.get('columns');
  shown.columns = new Set(
    columns === null ? defaultColumns() : columns.split(',').filter((name) => columnPlaces.has(name)),
  );
}

function defaultColumns() {
  return report.columns.filter((column) => column.shown && column.name !== 'accuracy').map((column) => column.name);
}

function writeAddress() {
  const parameters = new URLSearchParams();
  for (const [name, wanted] of Object.entries(shown.filters)) if (wanted) parameters.set(name, wanted);
  if (shown.board !== null) parameters.set('board', String(shown.board));
  if (shown.text) parameters.set('text', shown.text);
  for (const name of ['withoutBounds', 'across', 'descending']) if (shown[name]) parameters.set(name, '');
  if (shown.ordering !== report.ordering) parameters.set('ordering', shown.ordering);
  if (shown.sort) parameters.set('sort', shown.sort);
  const columns = [...shown.columns];
  if (columns.join() !== defaultColumns().join()) parameters.set('columns', columns.join());
  const text = parameters.toString();
  try {
    history.replaceState(null, '', `#/boards${text ? `?${text}` : ''}`);
  } catch {
    // Browsers allow so many changes in a while. The view is right all the same.
  }
  current = location.hash;
  markView('boards');
}
