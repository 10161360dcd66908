// The top of the page: boards by data set and protocol, each group with its findings, its matrix of
// directions and its charts.

/** Groups are open at first until so many boards are. */
const OPEN_BOARDS = 6;

function groupsOfBoards() {
  const groups = new Map();
  for (const board of report.boards) {
    const key = JSON.stringify([
      board.result,
      board.dataset,
      board.protocol,
      board.members[0]?.level,
      board.condition,
      board.decoding,
    ]);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(board);
  }
  return [...groups.values()];
}

function groupTitle(boards) {
  const [board] = boards;
  const several = report.results.length > 1;
  return [
    several ? resultOf(board).benchmark : (datasetOf(board).name ?? board.dataset),
    board.protocol,
    board.members[0]?.level && board.members[0].level !== 'clips' ? `level ${board.members[0].level}` : null,
    board.condition,
    board.decoding ? `decoding ${board.decoding}` : null,
  ].filter(Boolean);
}

function showOverview() {
  const groups = groupsOfBoards();
  const rows = report.rows.length;
  byId('lead').textContent =
    `${plural(rows, 'row')} on ${plural(report.boards.length, 'board')} from ` +
    `${plural(report.results.length, 'result')}. Each board says which row stands first, within which interval, between which bounds, and what cannot be told apart from it.`;
  if (report.leftOut?.length) {
    byId('left-out').hidden = false;
    fill(
      byId('left-out-list'),
      report.leftOut.map((sentence) => el('li', {}, sentence)),
    );
  }
  fill(
    byId('groups'),
    groups.length ? chartKey() : el('p', {}, 'There is no board.'),
    groups.map((boards, place) => {
      const before = groups.slice(0, place).reduce((sum, other) => sum + other.length, 0);
      return groupSection(boards, place === 0 || before + boards.length <= OPEN_BOARDS);
    }),
  );
}

function groupSection(boards, open) {
  const [name, ...rest] = groupTitle(boards);
  const body = el('div', { class: 'group-body' });
  let made = false;
  const make = () => {
    if (made) return;
    made = true;
    fill(
      body,
      el('div', { class: 'cards' }, boards.length > 1 ? directionMatrix(boards) : null, boards.map(boardCard)),
    );
  };
  const details = el(
    'details',
    {
      class: 'group',
      open,
      on: {
        toggle: () => {
          if (details.open) make();
        },
      },
    },
    el(
      'summary',
      {},
      el('h2', {}, name),
      el('span', { class: 'dim' }, rest.join(' · ')),
      el('span', { class: 'dim tally' }, plural(boards.length, 'board')),
    ),
    body,
  );
  if (open) make();
  return details;
}

function boardCard(board) {
  const chart = el('div', { class: 'chart-wait' });
  chart.style.setProperty('--rows', String(chartRows(board, false).length));
  whenSeen(chart, () => {
    chart.classList.remove('chart-wait');
    fill(chart, methodsChart(board));
  });
  return el(
    'article',
    { class: 'card board-card' },
    el(
      'div',
      { class: 'card-text' },
      el('h3', {}, link(`#/boards?board=${board.id}`, board.direction)),
      board.sentence ? el('p', { class: 'finding' }, board.sentence) : null,
      board.encoders ? el('p', { class: 'dim small' }, board.encoders) : null,
      board.targetSeen ? el('p', { class: 'dim small' }, `Target seen: ${board.targetSeen}`) : null,
    ),
    chart,
  );
}
