// The methods of a board with intervals, persons as dots, floor and ceiling as lines. The chart is
// a table, so what the eye sees and what a screen reader says are one thing.

const CHART_ROWS = 12;

function chartRows(board, all) {
  const rows = board.members.filter((row) => row.accuracy !== null);
  if (all || rows.length <= CHART_ROWS + 4) return rows;
  const best = new Set(rows.filter((row) => row.rank).slice(0, CHART_ROWS));
  return rows.filter((row) => best.has(row) || isBound(row) || row.method === UNALIGNED);
}

function chartLine(row) {
  return el(
    'tr',
    { class: isBound(row) ? 'bound' : null },
    el('th', { scope: 'row' }, rowName(row)),
    el('td', { class: 'plot' }, accuracyStrip(row, { persons: true, grid: true })),
    el('td', { class: 'number' }, fixed(row.accuracy)),
    el('td', { class: 'number dim' }, interval(row.low, row.high)),
  );
}

function methodsChart(board) {
  const place = el('div', { class: 'chart-place' });
  const show = (all) => {
    const rows = chartRows(board, all);
    const hidden = board.members.length - rows.length;
    fill(
      place,
      el(
        'table',
        { class: 'chart' },
        el(
          'caption',
          { class: 'visually-hidden' },
          `Accuracy of the rows on ${board.name}, best first, with 95 % intervals. ` +
            `${(board.floor ?? null) === null ? '' : `Floor ${fixed(board.floor)}. `}` +
            `${(board.ceiling ?? null) === null ? '' : `Ceiling, target-supervised, ${fixed(board.ceiling)}.`}`,
        ),
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            el('th', { scope: 'col' }, 'row'),
            el(
              'th',
              { scope: 'col', class: 'plot' },
              el('span', { class: 'visually-hidden' }, 'plot'),
              scaleHead(board),
            ),
            el('th', { scope: 'col', class: 'number' }, 'accuracy'),
            el('th', { scope: 'col', class: 'number' }, '95 %'),
          ),
        ),
        el('tbody', {}, rows.map(chartLine)),
      ),
      hidden > 0 || all
        ? el(
            'p',
            { class: 'more' },
            all && board.members.length > CHART_ROWS + 4
              ? button('Show the first rows and the bounds', () => show(false), { class: 'quiet' })
              : hidden > 0
                ? button(`Show ${plural(hidden, 'more row')}`, () => show(true), { class: 'quiet' })
                : null,
          )
        : null,
    );
  };
  show(false);
  return place;
}

/** What the signs of the charts mean, once above them. */
function chartKey() {
  const piece = (width, ...shapes) =>
    draw('svg', { width, height: 14, class: 'key-sign', 'aria-hidden': 'true' }, shapes);
  return el(
    'ul',
    { class: 'key', 'aria-label': 'Signs of the charts' },
    el(
      'li',
      {},
      piece(
        34,
        draw('line', { x1: 2, x2: 32, y1: 7, y2: 7, class: 'interval ink' }),
        draw('circle', { cx: 17, cy: 7, r: 4.5, class: 'marker ink' }),
      ),
      'accuracy with its 95 % interval',
    ),
    el('li', {}, piece(12, draw('circle', { cx: 6, cy: 7, r: 3, class: 'person ink' })), 'one person'),
    el(
      'li',
      {},
      piece(6, draw('line', { x1: 3, x2: 3, y1: 0, y2: 14, class: 'floor-line' })),
      'floor: chance or the largest class',
    ),
    el(
      'li',
      {},
      piece(6, draw('line', { x1: 3, x2: 3, y1: 0, y2: 14, class: 'ceiling-line' })),
      'ceiling: labels of the target',
    ),
  );
}
