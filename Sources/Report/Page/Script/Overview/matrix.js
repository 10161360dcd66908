// Source x target: the transfer ratio, 0 at the floor and 1 where labels of the target would lead.

function ratioOf(row) {
  return value(row, 'transferRatio');
}

/**
 * The rows that a matrix may show: by name where all boards have it, or the first of each board.
 */
function matrixChoices(boards) {
  const names = boards.map(
    (board) => new Set(board.members.filter((row) => ratioOf(row) !== null && !isBound(row)).map((row) => row.name)),
  );
  return [...(names[0] ?? [])].filter((name) => names.every((known) => known.has(name)));
}

function chosenRow(board, choice) {
  return choice
    ? board.members.find((row) => row.name === choice)
    : (board.members.find((row) => row.rank === 1) ?? board.members.find((row) => row.rank));
}

function directionMatrix(boards) {
  const place = el('figure', { class: 'matrix card' });
  const [given, wanted] = ['source', 'target'].map((end) => new Set(boards.map((board) => board[end])));
  const sources = [...given];
  // In the order of the sources, so that the diagonal is where no transfer is.
  const targets = [...sources.filter((name) => wanted.has(name)), ...[...wanted].filter((name) => !given.has(name))];
  const choices = matrixChoices(boards);
  const table = el('div', { class: 'scroll-x' });
  const select = el(
    'select',
    { on: { change: () => show(select.value) } },
    el('option', { value: '' }, 'first-ranked row of each board'),
    choices.map((name) => el('option', { value: name }, name)),
  );
  const show = (choice) => fill(table, matrixTable(boards, sources, targets, choice));
  show('');
  fill(
    place,
    el(
      'figcaption',
      { class: 'card-text' },
      el('h3', {}, 'Transfer ratio by direction'),
      el(
        'p',
        { class: 'dim small' },
        '0 is the floor, 1 what labels of the target would reach. The first-ranked row of each board is picked on the test ' +
          'samples, so read it with its interval; or choose one row for all directions.',
      ),
      el('label', { class: 'field' }, el('span', {}, 'of the'), select),
    ),
    el('div', { class: 'matrix-body' }, table, ratioLegend()),
  );
  return place;
}

function matrixTable(boards, sources, targets, choice) {
  return el(
    'table',
    { class: 'heat' },
    el('caption', { class: 'visually-hidden' }, 'Transfer ratio, source by target'),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        el('td', { class: 'corner' }, 'source ↓ target →'),
        targets.map((target) => el('th', { scope: 'col' }, target)),
      ),
    ),
    el(
      'tbody',
      {},
      sources.map((source) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, source),
          targets.map((target) =>
            matrixCell(
              boards.filter((board) => board.source === source && board.target === target),
              choice,
            ),
          ),
        ),
      ),
    ),
  );
}

function matrixCell(boards, choice) {
  if (boards.length === 0) return el('td', { class: 'empty' }, NONE);
  return el(
    'td',
    {},
    boards.map((board) => {
      const row = chosenRow(board, choice);
      const ratio = row ? ratioOf(row) : null;
      if (ratio === null) return el('span', { class: 'heat-cell none' }, NONE);
      return link(`#/row/${row.id}`, [el('strong', {}, fixed(ratio, 2)), el('small', {}, row.method)], {
        class: 'heat-cell',
        style: ratioHeat(ratio),
        title: `${row.name}: accuracy ${fixed(row.accuracy)} [${interval(row.low, row.high)}]\n${board.encoders ?? ''}`,
      });
    }),
  );
}

function ratioLegend() {
  return el(
    'div',
    { class: 'legend', 'aria-hidden': 'true' },
    el('span', {}, '≤ 0'),
    el('span', { class: 'gradient', style: { background: `linear-gradient(to right, ${CIVIDIS.join(', ')})` } }),
    el('span', {}, '≥ 1'),
  );
}
