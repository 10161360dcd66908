// What the words mean, where the data come from, and whom to cite.

function fillNotes() {
  const methods = report.methods;
  fill(
    byId('notes'),
    noteList(
      'Protocols',
      report.protocols.map((protocol) => [protocol.name, protocol.definition]),
    ),
    noteList(
      'Metrics',
      report.metrics.map((metric) => [metric.title ?? spoken(metric.name), metric.definition]),
    ),
    methods.length
      ? el(
          'section',
          { class: 'card' },
          el('h2', {}, 'Methods'),
          el(
            'dl',
            { class: 'notes' },
            methods.map((method) =>
              el(
                'div',
                {},
                el(
                  'dt',
                  {},
                  swatch({ method: method.name }),
                  method.name,
                  el('span', { class: 'dim' }, ` ${method.familyTitle ?? ''}`),
                ),
                el(
                  'dd',
                  {},
                  method.what ?? '',
                  method.objective ? el('p', { class: 'dim small' }, `Objective: ${method.objective}`) : null,
                  method.source ? el('p', { class: 'dim small' }, `Source: ${method.source}`) : null,
                  method.bibtex ? bibtexBlock(method.bibtex) : null,
                ),
              ),
            ),
          ),
        )
      : null,
    (report.datasets ?? []).map((set) =>
      el(
        'section',
        { class: 'card' },
        el('h2', {}, `Data: ${set.name ?? set.id}`),
        el(
          'dl',
          { class: 'pairs' },
          [
            ['Licence', set.licence],
            ['Citation', set.citation],
            ['Classes', set.classNames?.join(', ')],
            ['Note', set.note],
          ]
            .filter(([, text]) => text)
            .map(([name, text]) => el('div', {}, el('dt', {}, name), el('dd', {}, text))),
        ),
        set.bibtex ? bibtexBlock(set.bibtex) : null,
      ),
    ),
    el(
      'section',
      { class: 'card' },
      el('h2', {}, 'Results'),
      el(
        'ul',
        {},
        (report.results ?? []).map((result) =>
          el('li', {}, el('b', {}, result.benchmark), ' ', el('code', {}, result.folder ?? '')),
        ),
      ),
    ),
  );
}

function noteList(title, entries) {
  return entries.length
    ? el(
        'section',
        { class: 'card' },
        el('h2', {}, title),
        el(
          'dl',
          { class: 'notes' },
          entries.map(([name, text]) => el('div', {}, el('dt', {}, name), el('dd', {}, text))),
        ),
      )
    : null;
}

function bibtexBlock(text) {
  return el('details', {}, el('summary', {}, 'BibTeX'), commandBlock([text].flat().join('\n\n')));
}
