// The columns of the table of boards. The page draws rank, name and accuracy itself; the rest is
// what the data offers.

let cachedColumns = null;

function forgetColumns() {
  cachedColumns = null;
}

function narrow() {
  return matchMedia('(max-width: 40rem)').matches;
}

function tableColumns() {
  cachedColumns ??= [
    ...ownColumns(),
    ...report.columns.filter((column) => shown.columns.has(column.name)).map(dataColumn),
    copyColumn(),
  ];
  return cachedColumns;
}

/** On a narrow screen the name and the accuracy come first. */
function ownColumns() {
  const small = narrow();
  const columns = Object.fromEntries(allOwnColumns(small).map((column) => [column.key, column]));
  const order = small
    ? ['choose', 'name', 'accuracy', 'rank', 'tieGroup', 'direction', 'interval']
    : ['choose', 'rank', 'tieGroup', 'name', 'direction', 'accuracy', 'interval'];
  return order.map((key) => columns[key]).filter(Boolean);
}

function allOwnColumns(small) {
  return [
    { key: 'choose', title: 'compare', quiet: true, width: small ? 32 : 40, cell: chooseCell },
    {
      key: 'rank',
      title: 'rank',
      width: small ? 74 : 172,
      sortValue: (row) => row.rank ?? null,
      cell: rankCell,
      help: 'Place on the board, and the places in 95 % of resamples of the persons. Equal scores share the better place.',
    },
    {
      key: 'tieGroup',
      title: 'tie',
      width: 62,
      sortValue: (row) => row.tieGroup ?? null,
      cell: tieCell,
      help: 'Rows that one bracket joins do not differ from the best row of the group, corrected by Holm over all pairs of the board.',
    },
    {
      key: 'name',
      title: 'method',
      width: small ? 144 : 330,
      sortValue: (row) => row.name,
      cell: nameCell,
      head: true,
    },
    ...(shown.across
      ? [
          {
            key: 'direction',
            title: 'board',
            width: small ? 150 : 240,
            sortValue: (row) => row.on.name,
            cell: (row) => el('td', { class: 'text' }, el('span', { class: 'clip', title: row.on.name }, row.on.name)),
          },
        ]
      : []),
    {
      key: 'accuracy',
      title: 'accuracy',
      width: small ? 150 : 250,
      sortValue: (row) => row.accuracy,
      better: 'high',
      cell: accuracyCell,
      help: metricText('accuracy'),
    },
    {
      key: 'interval',
      title: '95 %',
      number: true,
      width: 118,
      better: 'high',
      sortValue: (row) => row.low ?? null,
      cell: (row) => el('td', { class: 'number dim' }, interval(row.low, row.high)),
      help: 'The 95 % interval of the accuracy, over persons where there are several. Sorted by its lower end.',
    },
  ];
}

function dataColumn(column) {
  const text = column.kind === 'text';
  return {
    key: column.name,
    number: !text,
    title: column.title ?? spoken(column.name),
    width: text ? 170 : 104,
    better: column.better,
    help: column.help ?? metricText(column.name),
    sortValue: (row) => {
      const found = value(row, column.name);
      return found !== null && typeof found === 'object' ? compact(found) : found;
    },
    cell: (row) => {
      const shownText = cellText(value(row, column.name), column);
      return text
        ? el('td', { class: 'text' }, el('span', { class: 'clip', title: shownText }, shownText))
        : el('td', { class: shownText === NONE ? 'number dim' : 'number' }, shownText);
    },
  };
}

function copyColumn() {
  return {
    key: 'copy',
    title: 'copy',
    quiet: true,
    width: 48,
    cell: (row) => {
      const press = button(
        '⋯',
        () =>
          openPopup(
            press,
            `Copy ${row.name}`,
            el('h3', {}, 'Copy as'),
            el('div', { class: 'stack' }, copyButtons(row)),
          ),
        { class: 'quiet icon', 'aria-label': `Copy ${row.name}`, 'aria-expanded': 'false', 'data-focus': 'copy' },
      );
      return el('td', { class: 'copy' }, press);
    },
  };
}

function chooseCell(row) {
  const box = el('input', {
    type: 'checkbox',
    'aria-label': `Compare ${row.name}`,
    'data-focus': 'choose',
    'data-row': row.id,
    on: { change: () => chooseRow(row, box.checked) },
  });
  box.checked = shown.chosen.includes(row);
  return el('td', { class: 'choose' }, box);
}

function rankCell(row) {
  if (!row.rank) return el('td', { class: 'rank dim' }, isBound(row) ? 'bound' : NONE);
  const [low, high] = [row.rankLow, row.rankHigh];
  return el(
    'td',
    { class: 'rank' },
    el(
      'span',
      { class: 'rank-flex' },
      el('b', {}, String(row.rank)),
      narrow() ? null : rankBar(row),
      low ? el('span', { class: 'dim reach-text' }, `${low}–${high}`) : null,
    ),
  );
}

function tieCell(row, item) {
  const text = row.tieGroup ? `group ${row.tieGroup}` : '';
  if (!item.lanes || !row.rank) return el('td', { class: 'tie' }, row.tieGroup ? String(row.tieGroup) : '');
  return el(
    'td',
    { class: 'tie joined' },
    bracketPart(row, item.place, item.lanes),
    el('span', { class: 'visually-hidden' }, text),
  );
}

function nameCell(row) {
  return el('th', { scope: 'row', class: 'name' }, rowName(row, { 'data-focus': 'name' }));
}

function accuracyCell(row) {
  return el(
    'td',
    { class: 'accuracy' },
    el(
      'span',
      { class: 'accuracy-flex' },
      accuracyStrip(row, { height: 34 }),
      el('span', { class: 'number' }, fixed(row.accuracy)),
    ),
  );
}
