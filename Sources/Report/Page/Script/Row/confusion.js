// Confusion matrices, and the difference of two: truth in lines, prediction in columns.

const NUMBERED_CLASSES = 40;

/** Columns of a matrix: the classes, and where some samples have no prediction, those too. */
function confusionTable(board, classes, caption, { count, text, colour, withNone }) {
  const columns = withNone ? [...classes, NO_PREDICTION] : classes;
  const name = (index) => (index === NO_PREDICTION ? 'none' : className(board, index));
  const dense = classes.length > NUMBERED_CLASSES;
  return el(
    'div',
    { class: 'scroll-x', tabindex: 0, role: 'region', 'aria-label': caption },
    el(
      'table',
      { class: dense ? 'confusion dense' : 'confusion' },
      el('caption', { class: 'visually-hidden' }, caption),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          el('td', { class: 'corner' }, 'truth ↓ said →'),
          columns.map((index) =>
            el('th', { scope: 'col' }, el('span', { class: 'turned', title: name(index) }, name(index))),
          ),
        ),
      ),
      el(
        'tbody',
        {},
        classes.map((truth) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, el('span', { class: 'clip', title: name(truth) }, name(truth))),
            columns.map((predicted) => {
              const found = count(truth, predicted);
              return el(
                'td',
                {
                  style: found ? colour(found, truth) : null,
                  class: truth === predicted ? 'diagonal' : null,
                  title: `${name(truth)} → ${name(predicted)}: ${text(found)}`,
                },
                found && !dense ? text(found) : '',
              );
            }),
          ),
        ),
      ),
    ),
  );
}

function supports(matrix) {
  const all = [...matrix.classes, NO_PREDICTION];
  return new Map(
    matrix.classes.map((truth) => [truth, all.reduce((sum, other) => sum + matrix.count(truth, other), 0)]),
  );
}

function confusionOfRow(row, caption) {
  const matrix = confusionOf(row);
  if (!matrix)
    return el(
      'p',
      { class: 'dim' },
      'This page holds no predictions of this row: its records have none, or they did not fit.',
    );
  const support = supports(matrix);
  return confusionTable(row.on, matrix.classes, caption, {
    count: matrix.count,
    text: String,
    withNone: matrix.withoutPrediction > 0,
    colour: (found, truth) => shareHeat(found / Math.max(1, support.get(truth))),
  });
}

function confusionDifference(first, second) {
  const [a, b] = [confusionOf(first), confusionOf(second)];
  if (!a || !b) return el('p', { class: 'dim' }, 'Without the predictions of both rows there is no difference.');
  const classes = [...new Set([...a.classes, ...b.classes])].sort((x, y) => x - y);
  const count = (truth, predicted) => a.count(truth, predicted) - b.count(truth, predicted);
  const most = Math.max(
    1,
    ...classes.flatMap((truth) => classes.map((predicted) => Math.abs(count(truth, predicted)))),
  );
  return confusionTable(first.on, classes, 'Difference of the two confusion matrices, first less second', {
    count,
    text: (found) => withSign(found, 0),
    withNone: a.withoutPrediction + b.withoutPrediction > 0,
    colour: (found) => differenceHeat(found / most),
  });
}
