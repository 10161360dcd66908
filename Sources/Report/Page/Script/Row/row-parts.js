// Parts of the page of a row: lists, persons, classes.

/** A list of names with their values; a name that is a metric is explained. */
function definitionList(values) {
  const entries = Object.entries(values ?? {}).filter(([, found]) => found !== undefined);
  return entries.length === 0
    ? null
    : el(
        'dl',
        { class: 'pairs' },
        entries.map(([name, found]) => {
          const known = report.metrics?.find((metric) => metric.name === name);
          const title = known ? (known.title ?? spoken(name)) : name;
          const nested =
            found !== null && typeof found === 'object' && !Array.isArray(found) && Object.keys(found).length > 0;
          return el(
            'div',
            {},
            el('dt', {}, title, known ? hint(title, known.definition) : null),
            el(
              'dd',
              {},
              nested ? definitionList(found) : typeof found === 'number' ? significant(found, 6) : compact(found),
            ),
          );
        }),
      );
}

function scoresOf(row, group) {
  const columns = report.columns.filter((column) => groupOf(column) === group && value(row, column.name) !== null);
  return columns.length === 0
    ? null
    : el(
        'table',
        { class: 'plain' },
        el(
          'tbody',
          {},
          columns.map((column) =>
            el(
              'tr',
              {},
              el(
                'th',
                { scope: 'row' },
                column.title ?? spoken(column.name),
                hint(column.title, metricText(column.name)),
              ),
              el('td', { class: 'number' }, cellText(value(row, column.name), column)),
            ),
          ),
        ),
      );
}

function pooledNote(row) {
  const matrix = confusionOf(row);
  if (!matrix) return null;
  const splits = matrix.splits > 1 ? `The counts of ${matrix.splits} splits together. ` : '';
  return el(
    'p',
    { class: 'dim small' },
    `${splits}Lines are coloured by their share of the class. Accuracy counted from these predictions: `,
    el('b', { id: 'counted-accuracy' }, fixed(accuracyOf(row))),
    '.',
  );
}

function personsTable(row) {
  const people = personsOf(row);
  return people.length === 0
    ? null
    : el(
        'table',
        { class: 'plain chart persons' },
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            el('th', { scope: 'col' }, 'person'),
            el(
              'th',
              { scope: 'col', class: 'plot' },
              el('span', { class: 'visually-hidden' }, 'plot'),
              scaleHead(row.on),
            ),
            el('th', { scope: 'col', class: 'number' }, 'accuracy'),
            el('th', { scope: 'col', class: 'number' }, 'samples'),
          ),
        ),
        el(
          'tbody',
          {},
          people.map((person) =>
            el(
              'tr',
              {},
              el('th', { scope: 'row' }, person.subject),
              el('td', { class: 'plot' }, personStrip(row, person.accuracy)),
              el('td', { class: 'number' }, fixed(person.accuracy)),
              el('td', { class: 'number' }, count(person.samples)),
            ),
          ),
        ),
      );
}

function personStrip(row, accuracy) {
  return draw(
    'svg',
    { class: 'strip', height: 24, 'aria-hidden': 'true', style: methodColours(row) },
    gridLines(),
    boundLines(row.on),
    draw('circle', { cx: at(accuracy), cy: '50%', r: 4, class: 'person' }),
  );
}

function perClassTable(row) {
  const lines = perClass(row);
  if (lines.length === 0) return null;
  const bar = (share) =>
    el(
      'td',
      { class: 'bar-cell' },
      el(
        'span',
        { class: 'bar-flex' },
        el('span', { class: 'bar', style: { '--share': String(share) } }),
        el('span', { class: 'number' }, fixed(share)),
      ),
    );
  return el(
    'div',
    { class: 'scroll-x', tabindex: 0, role: 'region', 'aria-label': 'Scores of each class' },
    el(
      'table',
      { class: 'plain per-class', style: methodColours(row) },
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          ['class', 'precision', 'recall', 'F1', 'samples'].map((head) =>
            el('th', { scope: 'col', class: head === 'samples' ? 'number' : null }, head),
          ),
        ),
      ),
      el(
        'tbody',
        {},
        lines.map((line) =>
          el(
            'tr',
            { 'data-class': line.index },
            el('th', { scope: 'row' }, className(row.on, line.index)),
            bar(line.precision),
            bar(line.recall),
            bar(line.f1),
            el('td', { class: 'number' }, count(line.support)),
          ),
        ),
      ),
    ),
  );
}
