// One line of a chart: the accuracy of a row on a scale from 0 to 1, with its interval, its
// persons, and the bounds of its board.

function at(share) {
  return `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`;
}

/** Heights are shares, so that a line may be as high as its row. */
function upright(share, name) {
  return draw('line', { x1: at(share), x2: at(share), y1: 0, y2: '100%', class: name });
}

function gridLines() {
  return [0, 0.25, 0.5, 0.75, 1].map((share) => upright(share, 'grid-line'));
}

/** Floor and ceiling of a board, drawn in every line so that they join to lines. */
function boundLines(board) {
  return [
    board.floor === null || board.floor === undefined ? null : upright(board.floor, 'floor-line'),
    board.ceiling === null || board.ceiling === undefined ? null : upright(board.ceiling, 'ceiling-line'),
  ];
}

function accuracyStrip(row, { height = 26, persons = false, grid = false } = {}) {
  const dots = persons
    ? personsOf(row).map((person) =>
        draw(
          'circle',
          { cx: at(person.accuracy), cy: '50%', r: 3, class: 'person' },
          draw('title', {}, `${person.subject}: ${fixed(person.accuracy)}`),
        ),
      )
    : [];
  const { low, high } = row;
  return draw(
    'svg',
    { class: 'strip', height, 'aria-hidden': 'true', style: methodColours(row) },
    grid ? gridLines() : null,
    boundLines(row.on),
    low === null || high === null
      ? null
      : draw('line', { x1: at(low), x2: at(high), y1: '50%', y2: '50%', class: 'interval' }),
    dots,
    row.accuracy === null
      ? null
      : draw('svg', { x: at(row.accuracy), y: '50%', class: 'place' }, marker(methodOf(row).marker, persons ? 5 : 4)),
  );
}

/** Where a rank may lie, on the scale of its board. */
function rankBar(row, width = 64, height = 34) {
  const ranks = Math.max(2, row.on.ranked);
  const place = (rank) => 2 + ((rank - 1) / (ranks - 1)) * (width - 4);
  const [low, high] = [row.rankLow ?? row.rank, row.rankHigh ?? row.rank];
  return draw(
    'svg',
    { class: 'rank-bar', width, height, 'aria-hidden': 'true' },
    draw('line', { x1: 0, x2: width, y1: height / 2, y2: height / 2, class: 'track' }),
    draw('line', { x1: place(low) - 1.5, x2: place(high) + 1.5, y1: height / 2, y2: height / 2, class: 'reach' }),
    draw('circle', { cx: place(row.rank), cy: height / 2, r: 3, class: 'spot' }),
  );
}

/**
 * The part of the brackets of tie groups that passes a row; only while a board stands in its own
 * order.
 */
function bracketPart(row, place, groups, height = 34) {
  const step = 8;
  const lanes = Math.max(0, ...[...groups.values()].map((group) => (group.lane ?? -1) + 1));
  const lines = [];
  for (const [name, group] of groups) {
    if (group.lane === undefined || place < group.first || place > group.last) continue;
    const x = 4 + group.lane * step;
    // A pixel more on either side, so that the parts join over the lines between rows.
    const [top, bottom] = [place === group.first ? height / 2 : -1, place === group.last ? height / 2 : height + 1];
    lines.push(draw('line', { x1: x, x2: x, y1: top, y2: bottom, class: 'bracket' }));
    if (row.tieGroup === name)
      lines.push(draw('line', { x1: x, x2: x + 5, y1: height / 2, y2: height / 2, class: 'bracket' }));
  }
  return draw('svg', { class: 'brackets', width: 6 + Math.min(6, lanes) * step, height, 'aria-hidden': 'true' }, lines);
}

/** The scale above the lines, with the bounds named. */
function scaleHead(board) {
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return draw(
    'svg',
    { class: 'strip scale', height: 38, 'aria-hidden': 'true' },
    ticks.map((share) =>
      draw(
        'text',
        { x: at(share), y: 34, class: 'tick', 'text-anchor': share === 0 ? 'start' : share === 1 ? 'end' : 'middle' },
        String(share),
      ),
    ),
    board.floor === null || board.floor === undefined
      ? null
      : draw(
          'text',
          { x: at(board.floor), y: 12, class: 'bound-name', 'text-anchor': board.floor > 0.7 ? 'end' : 'start' },
          'floor',
        ),
    board.ceiling === null || board.ceiling === undefined
      ? null
      : draw(
          'text',
          { x: at(board.ceiling), y: 12, class: 'bound-name', 'text-anchor': board.ceiling < 0.3 ? 'start' : 'end' },
          'ceiling',
        ),
  );
}
