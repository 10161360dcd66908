// Two rows side by side, on the same test samples.

/** The test of two rows of a board, whichever stands first in it; null where the page has none. */
function findPair(one, other) {
  const pairs = report.pairs[one.on.id];
  const test = pairs?.tests.find(([a, b]) => (a === one.id && b === other.id) || (a === other.id && b === one.id));
  if (!test) return null;
  const [first, second, template, numbers, difference, low, high, p, boardP] = test;
  return {
    first: rowsById.get(first),
    second: rowsById.get(second),
    template: pairs.templates[template],
    place: pairs.place,
    numbers,
    difference,
    low,
    high,
    p,
    boardP,
  };
}

/**
 * The sentence of `hartransfer compare`: numbers first, so that a sign in a name cannot take one.
 */
function sentenceOf(pair) {
  const words = {
    place: pair.place,
    first: pair.first.query ?? pair.first.name,
    second: pair.second.query ?? pair.second.name,
  };
  const numbers = [...pair.numbers];
  return pair.template.replace(/#|\{(place|first|second)\}/g, (sign, word) =>
    word ? words[word] : (numbers.shift() ?? sign),
  );
}

function compareView(one, other) {
  const reason = apart(one, other) ?? (one === other ? 'Both are one and the same row.' : null);
  if (reason)
    return [viewHead('Side by side', reason, backLink(one.on)), link('#/boards', 'Choose two rows of one board')];
  const pair = findPair(one, other);
  const [first, second] = pair ? [pair.first, pair.second] : [one, other];
  const name = (row) => el('span', { class: 'side-name' }, swatch(row), link(`#/row/${row.id}`, row.name));
  return [
    viewHead('Side by side', null, backLink(one.on)),
    el(
      'div',
      { class: 'sides' },
      el(
        'div',
        { class: 'side' },
        el('span', { class: 'dim small' }, 'first'),
        name(first),
        el('b', { class: 'figure' }, fixed(first.accuracy)),
        el('span', { class: 'dim' }, interval(first.low, first.high)),
      ),
      el(
        'div',
        { class: 'side' },
        el('span', { class: 'dim small' }, 'second'),
        name(second),
        el('b', { class: 'figure' }, fixed(second.accuracy)),
        el('span', { class: 'dim' }, interval(second.low, second.high)),
      ),
    ),
    el(
      'p',
      { class: 'finding large', id: 'verdict' },
      pair
        ? sentenceOf(pair)
        : 'This page holds no test of these two rows: a row without a rank is not compared on its board, or the tests did not fit. The command below judges them.',
    ),
    compareCommand(first, second) ? commandBlock(compareCommand(first, second)) : null,
    el(
      'div',
      { class: 'row-grid' },
      section('By person', personDifferences(first, second)),
      section('Samples that each has right', mcnemarTable(first, second)),
    ),
    section(
      'By class',
      el('p', { class: 'dim small' }, 'Recall of each class, first less second; the largest differences come first.'),
      classDifferences(first, second),
    ),
    el(
      'div',
      { class: 'matrices' },
      section(`Confusion of ${first.name}`, confusionOfRow(first, `Confusion matrix of ${first.name}`)),
      section(`Confusion of ${second.name}`, confusionOfRow(second, `Confusion matrix of ${second.name}`)),
      section(
        'First less second',
        el(
          'p',
          { class: 'dim small' },
          'Blue: the first says so more often. Orange: the second. On the diagonal that is right, elsewhere wrong.',
        ),
        confusionDifference(first, second),
      ),
    ),
  ];
}

/** A difference from -1 to 1 as a bar from the middle. */
function differenceStrip(difference, reach) {
  const place = (number) => at((number / reach + 1) / 2);
  const [low, high] = [Math.min(0, difference), Math.max(0, difference)];
  return draw(
    'svg',
    { class: 'strip', height: 24, 'aria-hidden': 'true' },
    draw('rect', {
      x: place(low),
      width: `${(((high - low) / reach) * 50).toFixed(2)}%`,
      y: 6,
      height: 12,
      class: difference >= 0 ? 'more' : 'less',
    }),
    draw('line', { x1: '50%', x2: '50%', y1: 0, y2: 24, class: 'axis-line' }),
  );
}

function reachOf(lines) {
  return Math.max(0.05, ...lines.map((line) => Math.abs(line.difference)));
}

function differenceTable(heads, lines, cells) {
  const reach = reachOf(lines);
  return el(
    'div',
    { class: 'scroll-x', tabindex: 0, role: 'region', 'aria-label': `Differences by ${heads[0]}` },
    el(
      'table',
      { class: 'plain differences' },
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          heads.map((head, place) => el('th', { scope: 'col', class: place ? 'number' : null }, head)),
          el(
            'th',
            { scope: 'col', class: 'plot' },
            el(
              'span',
              { class: 'axis-ends' },
              el('span', {}, `−${reach.toFixed(2)}`),
              el('span', {}, '0'),
              el('span', {}, `+${reach.toFixed(2)}`),
            ),
          ),
          el('th', { scope: 'col', class: 'number' }, 'difference'),
        ),
      ),
      el(
        'tbody',
        {},
        lines.map((line) =>
          el(
            'tr',
            {},
            cells(line).map((text, place) =>
              el(place ? 'td' : 'th', place ? { class: 'number' } : { scope: 'row' }, text),
            ),
            el('td', { class: 'plot' }, differenceStrip(line.difference, reach)),
            el('td', { class: 'number' }, withSign(line.difference)),
          ),
        ),
      ),
    ),
  );
}

function personDifferences(first, second) {
  const lines = pairedByPerson(first, second);
  if (lines.length === 0) return el('p', { class: 'dim' }, 'No person was tested with both.');
  const mean = lines.reduce((sum, line) => sum + line.difference, 0) / lines.length;
  return [
    differenceTable(['person', 'first', 'second'], lines, (line) => [
      line.subject,
      fixed(line.first),
      fixed(line.second),
    ]),
    el(
      'p',
      { class: 'dim small' },
      `Mean over ${plural(lines.length, 'person', 'persons')}: `,
      el('b', { id: 'person-mean' }, withSign(mean)),
      '.',
    ),
  ];
}

function classDifferences(first, second) {
  const lines = pairedByClass(first, second).sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
  return lines.length === 0
    ? el('p', { class: 'dim' }, 'Without the predictions of both rows there is nothing to compare.')
    : differenceTable(['class', 'first', 'second', 'F1 first', 'F1 second'], lines, (line) => [
        className(first.on, line.index),
        fixed(line.first),
        fixed(line.second),
        fixed(line.firstF1),
        fixed(line.secondF1),
      ]);
}

function mcnemarTable(first, second) {
  const counts = agreement(first, second);
  if (!counts) return el('p', { class: 'dim' }, 'Without the predictions of both rows there is nothing to count.');
  const cell = (name, text) => el('td', { class: 'number', 'data-count': name }, text);
  return [
    el(
      'table',
      { class: 'plain mcnemar' },
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          el('td'),
          el('th', { scope: 'col', class: 'number' }, 'second right'),
          el('th', { scope: 'col', class: 'number' }, 'second wrong'),
        ),
      ),
      el(
        'tbody',
        {},
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, 'first right'),
          cell('both', count(counts.both)),
          cell('firstAlone', count(counts.firstAlone)),
        ),
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, 'first wrong'),
          cell('secondAlone', count(counts.secondAlone)),
          cell('neither', count(counts.neither)),
        ),
      ),
    ),
    el(
      'p',
      { class: 'dim small' },
      `McNemar’s counts: ${count(counts.firstAlone)} against ${count(counts.secondAlone)}. They take samples of one person as independent, so they decide only where one person is all there is.`,
    ),
  ];
}
