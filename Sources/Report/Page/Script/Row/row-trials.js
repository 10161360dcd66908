// What the trials of a row say beyond their scores: selection, training, calibration, preparation,
// keys.

function scrolled(label, ...body) {
  return el('div', { class: 'scroll-x short', tabindex: 0, role: 'region', 'aria-label': label }, body);
}

/** A table with a head; texts and numbers as they are. */
function plainTable(heads, lines) {
  return el(
    'table',
    { class: 'plain' },
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        heads.map((head, place) => el('th', { scope: 'col', class: place ? 'number' : null }, head)),
      ),
    ),
    el(
      'tbody',
      {},
      lines.map(([first, ...rest]) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, first),
          rest.map((text) => el('td', { class: 'number' }, text)),
        ),
      ),
    ),
  );
}

function mean(numbers) {
  const known = numbers.filter((number) => number !== null && number !== undefined);
  return known.length ? known.reduce((a, b) => a + b, 0) / known.length : null;
}

/** Every candidate with its mean score over the trials, and how often it was chosen. */
function selectionPart(details, row) {
  if (!details.candidates?.length)
    return row.selection ? el('p', {}, 'Chosen by ', el('b', {}, row.selection), '.') : null;
  const tried = details.trials.map((trial) => trial.selection).filter(Boolean);
  const most = Math.max(
    ...details.candidates.map((_, place) => tried.filter((selection) => selection.chosen === place).length),
  );
  return [
    el(
      'p',
      {},
      'Chosen by ',
      el('b', {}, details.criterion ?? row.selection),
      details.folds ? `, over ${plural(details.folds, 'fold')}` : '',
      tried.length > 1 ? `. Scores are means over ${tried.length} trials, each of which chooses for itself.` : '.',
    ),
    scrolled(
      'Candidates',
      el(
        'table',
        { class: 'plain' },
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            el('th', { scope: 'col' }, 'candidate'),
            el('th', { scope: 'col', class: 'number' }, 'score'),
            el('th', { scope: 'col', class: 'number' }, 'chosen'),
          ),
        ),
        el(
          'tbody',
          {},
          details.candidates.map((candidate, place) => {
            const chosen = tried.filter((selection) => selection.chosen === place).length;
            const errors = [...new Set(tried.map((selection) => selection.errors?.[place]).filter(Boolean))];
            return el(
              'tr',
              { class: chosen && chosen === most ? 'chosen' : null },
              el(
                'th',
                { scope: 'row' },
                compact(candidate),
                errors.map((text) => el('p', { class: 'dim small' }, text)),
              ),
              el('td', { class: 'number' }, significant(mean(tried.map((selection) => selection.scores[place])), 4)),
              el(
                'td',
                { class: 'number' },
                chosen
                  ? tried.length > 1
                    ? `${chosen} of ${tried.length}`
                    : el('span', { class: 'badge' }, 'chosen')
                  : '',
              ),
            );
          }),
        ),
      ),
    ),
  ];
}

function trainingPart(trials) {
  const runs = trials.flatMap((trial) => (trial.training ?? []).map((training) => ({ trial, training })));
  if (runs.length === 0) return null;
  return [
    scrolled(
      'Training',
      plainTable(
        ['split', 'restart', 'epochs', 'scheduled'],
        runs.map(({ trial, training }) => [
          trial.split,
          String((training.restart ?? 0) + 1),
          count(training.epochs),
          count(training.scheduled),
        ]),
      ),
    ),
    heldOutPart(runs),
  ];
}

/** How retrieval on held-out pairs grew while training went on. */
function heldOutPart(runs) {
  const found = runs.find(({ training }) => training.heldOut?.meanReciprocalRank?.length > 1)?.training.heldOut;
  if (!found) return null;
  const place = el('div', { class: 'drawing low' });
  const [points, values] = [found.epochs, found.meanReciprocalRank];
  responsive(place, (width) => {
    const frame = plotFrame({
      width,
      height: 200,
      label: `Mean reciprocal rank of held-out pairs, from ${fixed(values[0])} to ${fixed(values.at(-1))} over ${points.at(-1)} epochs`,
      x: { low: points[0], high: points.at(-1), title: 'epoch' },
      y: { low: 0, high: Math.max(...values), title: 'held-out MRR' },
    });
    append(frame.svg, [
      draw('path', {
        class: 'curve-line accent',
        d: linePath(points.map((point, index) => [frame.X(point), frame.Y(values[index])])),
      }),
    ]);
    return frame.svg;
  });
  return place;
}

function calibrationPart(trials) {
  const known = trials.filter((trial) => trial.calibration);
  return known.length === 0
    ? null
    : scrolled(
        'Calibration by split',
        known.map((trial) => [known.length > 1 ? el('h3', {}, trial.split) : null, definitionList(trial.calibration)]),
      );
}

function preparationPart(row, trials) {
  const [first] = trials.filter((trial) => trial.preparation);
  const ties = trials.filter((trial) => trial.tie);
  return [
    first ? definitionList(first.preparation) : null,
    row.note ? el('p', {}, row.note) : null,
    ties.length
      ? scrolled(
          'Ties',
          plainTable(
            ['split', 'equally good', 'kept', 'rule'],
            ties.map((trial) => [
              trial.split,
              count(trial.tie.tied),
              count(trial.tie.kept),
              trial.tie.rule ?? 'rounding',
            ]),
          ),
        )
      : null,
  ];
}

function trialsTable(trials) {
  if (trials.length === 0) return null;
  const number = (text, found) => (found === null || found === undefined ? NONE : text(found));
  return scrolled(
    'Trials',
    plainTable(
      [
        'split',
        'accuracy',
        'dimension',
        'rank, source',
        'rank, target',
        'labelled',
        'pairs',
        'test',
        'unscored',
        'seconds',
        'fit',
        'selection',
        'started',
        'key',
      ],
      trials.map((trial) => [
        trial.split,
        trial.error ? `failed: ${trial.error}` : fixed(trial.accuracy),
        number(count, trial.dimension),
        number(significant, trial.sourceRank),
        number(significant, trial.targetRank),
        count(trial.labelled),
        count(trial.paired),
        count(trial.test),
        count(trial.unscored),
        number(significant, trial.seconds),
        number(significant, trial.fitSeconds),
        number(significant, trial.selectionSeconds),
        trial.startedAt?.replace('T', ' ').replace('Z', '') ?? NONE,
        el('code', { title: trial.key }, trial.key?.slice(0, 12)),
      ]),
    ),
  );
}
