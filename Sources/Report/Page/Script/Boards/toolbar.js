// Above the table: search, filters, the order by accuracy or by CMAE, and the columns.

function buildToolbar() {
  const search = el('input', {
    type: 'search',
    id: 'search',
    placeholder: 'method, parameter, encoder …',
    autocomplete: 'off',
    spellcheck: 'false',
    on: {
      input: () => {
        shown.text = search.value;
        changed();
      },
    },
  });
  search.value = shown.text;
  const kinds = filterKinds.map((kind) => [kind, filterValues(kind)]);
  const same = kinds.filter(([, values]) => values.length === 1);
  fill(
    byId('toolbar'),
    el(
      'div',
      { class: 'fields' },
      el('label', { class: 'field grow' }, el('span', {}, 'search'), search),
      kinds.filter(([, values]) => values.length > 1).map(([kind, values]) => filterField(kind, values)),
      shown.board === null ? null : boardChip(),
    ),
    same.length
      ? el(
          'p',
          { class: 'dim small' },
          'The same in all rows: ',
          same.map(([kind, [only]], place) => [
            place ? ' · ' : '',
            `${kind.title} `,
            el('b', { class: 'clip-inline' }, only),
          ]),
        )
      : null,
    el(
      'div',
      { class: 'fields' },
      orderField(),
      tick('without bounds', 'withoutBounds', changed),
      tick('one order across boards', 'across', () => {
        writeAddress();
        buildTable();
      }),
      columnChooser(),
      button(
        'Reset',
        () => {
          readAddress(new URLSearchParams());
          changedAll();
          announce('Filters and order are reset.');
        },
        { class: 'quiet', id: 'reset' },
      ),
    ),
  );
}

function changedAll() {
  writeAddress();
  buildToolbar();
  buildTable();
  byId('frame').scrollTop = 0;
}

function filterField(kind, values) {
  const select = el(
    'select',
    {
      'data-filter': kind.name,
      on: {
        change: () => {
          shown.filters[kind.name] = select.value;
          changed();
        },
      },
    },
    el('option', { value: '' }, 'all'),
    values.map((text) => el('option', { value: text }, text)),
  );
  select.value = shown.filters[kind.name] ?? '';
  return el('label', { class: 'field' }, el('span', {}, kind.title), select);
}

function boardChip() {
  const board = boardsById.get(shown.board);
  return el(
    'div',
    { class: 'field' },
    el('span', {}, 'board'),
    button(
      [el('span', { class: 'clip' }, board.name), ' ✕'],
      () => {
        shown.board = null;
        changedAll();
      },
      { class: 'chip', 'aria-label': `Only ${board.name}: show all boards` },
    ),
  );
}

function tick(text, name, act) {
  const box = el('input', {
    type: 'checkbox',
    'data-tick': name,
    on: {
      change: () => {
        shown[name] = box.checked;
        act();
      },
    },
  });
  box.checked = shown[name];
  return el('label', { class: 'check' }, box, text);
}

const ORDERING_TITLES = {
  accuracy: 'Accuracy',
  cmae: 'CMAE',
  'balanced-accuracy': 'Balanced accuracy',
  'macro-f1': 'Macro-F1',
};
const ORDERING_COLUMNS = {
  cmae: ['cmae', 'cmaeLow', 'cmaeHigh', 'cmaeNormalised', 'recallAt1'],
  'balanced-accuracy': ['balancedAccuracy', 'balancedAccuracyLow', 'balancedAccuracyHigh'],
  'macro-f1': ['macroF1', 'macroF1Low', 'macroF1High'],
};

/**
 * Ranks and ties are those of one score. The paper orders by a distance of the latents: both boards
 * are one click apart.
 */
function orderField() {
  if (report.orderings.length < 2) return null;
  const choose = (ordering) => {
    orderBy(ordering);
    shown.sort = null;
    for (const name of ORDERING_COLUMNS[ordering] ?? []) if (columnPlaces.has(name)) shown.columns.add(name);
    changedAll();
    byId('toolbar').querySelector('.segments [aria-pressed="true"]')?.focus();
    announce(`Ranked by ${ORDERING_TITLES[ordering] ?? ordering}.`);
  };
  return el(
    'div',
    { class: 'field' },
    el('span', { id: 'ranked-by' }, 'ranked by'),
    el(
      'div',
      { class: 'segments', role: 'group', 'aria-labelledby': 'ranked-by' },
      report.orderings.map((ordering) =>
        button(ORDERING_TITLES[ordering] ?? ordering, () => choose(ordering), {
          'aria-pressed': String(ordering === shown.ordering),
          'data-ordering': ordering,
        }),
      ),
      hint('CMAE', metricText('cmae')),
    ),
  );
}

const GROUPS_OF_COLUMNS = [
  ['comparison', /^best/],
  ['alignment', /^(cmae|reconstruction)/],
  ['retrieval', /^(recall|meanReciprocal)/],
  ['calibration', /^(logLoss|expectedCalibration|brier)/],
  ['similarity', /^(unbiased|mutual|modality|domain)/],
  ['counts', /^(trials|failed|missing|testSamples|subjects|tied|labelled|paired)/],
  ['time', /Seconds$/],
  ['accuracy', /(ccuracy|F1|transferRatio|Kappa|harmonic)/],
];

function groupOf(column) {
  return GROUPS_OF_COLUMNS.find(([, names]) => names.test(column.name))?.[0] ?? 'rest';
}

const GROUP_TITLES = {
  accuracy: 'Accuracy',
  comparison: 'Beside the best row',
  similarity: 'Similarity of the latents',
  alignment: 'Errors of alignment',
  retrieval: 'Retrieval',
  calibration: 'Calibration',
  counts: 'Counts',
  time: 'Time',
  rest: 'More',
};

function columnsByGroup(columns) {
  const groups = new Map();
  for (const column of columns) {
    const group = groupOf(column);
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(column);
  }
  return [...groups];
}

function columnChooser() {
  const choose = (names) => {
    shown.columns = new Set(names);
    changedAll();
    byId('toolbar').querySelector('.columns').open = true;
  };
  const all = report.columns.filter((column) => column.name !== 'accuracy');
  const box = (column) => {
    const input = el('input', {
      type: 'checkbox',
      'data-column': column.name,
      on: {
        change: () => {
          if (input.checked) shown.columns.add(column.name);
          else shown.columns.delete(column.name);
          writeAddress();
          buildTable();
        },
      },
    });
    input.checked = shown.columns.has(column.name);
    return el('label', { class: 'check', title: column.help }, input, column.title ?? spoken(column.name));
  };
  return el(
    'details',
    { class: 'columns' },
    el('summary', {}, 'Columns'),
    el(
      'div',
      { class: 'columns-body' },
      el(
        'p',
        {},
        button('As at first', () => choose(defaultColumns()), { class: 'quiet' }),
        ' ',
        button('All', () => choose(all.map((column) => column.name)), { class: 'quiet' }),
      ),
      columnsByGroup(all).map(([group, columns]) =>
        el('fieldset', {}, el('legend', {}, GROUP_TITLES[group]), columns.map(box)),
      ),
    ),
  );
}
